package io.havenfs.nfs.nfs3;

import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * A request that the sequencer decides.
 *
 * @param ended told when it is committed, or never will be
 */
record Mutation(Request request, Decision decision, Runnable ended)
    implements RememberedChange.Work {
  @Override
  public boolean answer(Transaction tx, XdrWriter out) {
    Nfsstat3 status = request.answer(tx, out, results -> decision.decide(tx, results));
    return status != Nfsstat3.NFS3ERR_JUKEBOX;
  }

  @Override
  public void committed() {
    ended.run();
    request.call().send();
  }

  @Override
  public void failed(Throwable cause) {
    ended.run();
    request.failed(cause);
  }
}
