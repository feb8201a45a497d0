package io.havenfs.engine.client.open;

import io.havenfs.engine.tx.Transaction;

/** Frees files that have no name any more once nobody has them open. On the sequencer. */
public interface UnusedFiles {
  /** The last state of the file is gone, within the change that removed it. */
  void lastClose(Transaction tx, long fileId);

  /**
   * Frees up to {@code max} files without a name or a state: what is left over when opens were
   * lost. Returns how many were freed.
   */
  int sweep(Transaction tx, int max);
}
