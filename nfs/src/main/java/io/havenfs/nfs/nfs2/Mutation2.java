package io.havenfs.nfs.nfs2;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.rpc.xdr.XdrWriter;

/** A request that the sequencer decides. */
final class Mutation2 implements RememberedChange.Work {
  private final Request2 request;
  private final Procedure2.Decision decision;
  private boolean unanswered;

  Mutation2(Request2 request, Procedure2.Decision decision) {
    this.request = request;
    this.decision = decision;
  }

  @Override
  public boolean answer(Transaction tx, XdrWriter out) {
    Nfsstat2 status = request.write(out, results -> decision.decide(tx, results));
    unanswered = status == Nfsstat2.COME_AGAIN;
    return !unanswered;
  }

  @Override
  public void committed() {
    if (unanswered) {
      request.call().drop();
    } else {
      request.call().send();
      request.noteAccess();
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof FsException refusal) {
      request.refuse(Nfsstat2.of(refusal.status()));
    } else {
      RememberedChange.askAnother(request.call());
    }
  }
}
