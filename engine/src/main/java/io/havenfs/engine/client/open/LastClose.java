package io.havenfs.engine.client.open;

import io.havenfs.engine.tx.Transaction;

/** Is told when nobody has a file open any more, so that one without names can go. */
@FunctionalInterface
public interface LastClose {
  /** The last state of the file is gone. On the sequencer, within the change that removed it. */
  void lastClose(Transaction tx, long fileId);
}
