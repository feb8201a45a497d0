package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.rpc.xdr.XdrWriter;

/** A decoded request that waits to be decided. */
@FunctionalInterface
interface Decision {
  /**
   * Does what is asked and writes what follows NFS3_OK; on the sequencer. Throws {@link
   * FsException} for another status and has changed nothing then.
   */
  void decide(Transaction tx, XdrWriter out);
}
