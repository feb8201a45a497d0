package io.havenfs.nfs.nfs2;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.rpc.xdr.XdrWriter;

/** A request that the sequencer decides. */
final class Mutation2 implements RememberedChange.Work {
  private final Request2 request;
  private final Procedure2.Decision decision;
  private final Runnable ended;
  private Nfsstat2 status = Nfsstat2.NFS_OK;

  /**
   * A mutation.
   *
   * @param ended told when it is committed, or never will be
   */
  Mutation2(Request2 request, Procedure2.Decision decision, Runnable ended) {
    this.request = request;
    this.decision = decision;
    this.ended = ended;
  }

  @Override
  public boolean answer(Transaction tx, XdrWriter out) {
    status = request.write(out, results -> decision.decide(tx, results));
    return status != Nfsstat2.COME_AGAIN;
  }

  @Override
  public void committed() {
    ended.run();
    request.send(status);
  }

  @Override
  public void failed(Throwable cause) {
    ended.run();
    if (cause instanceof FsException refusal) {
      request.refuse(Nfsstat2.of(refusal.status()));
    } else {
      RememberedChange.askAnother(request.call());
    }
  }
}
