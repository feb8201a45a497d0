package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;

/** With sessions it is always an operation's turn: the slot has seen to that. Stateless. */
final class SessionTurns implements Turns {
  @Override
  public Nfs4Status opening(
      Compound compound, NamedOwner owner, int seqid, boolean reclaims, Step step) {
    return run(compound, step);
  }

  @Override
  public Nfs4Status confirming(Compound compound, Stateid open, int seqid, Step step) {
    return run(compound, step);
  }

  @Override
  public Nfs4Status ofOpen(Compound compound, Stateid open, int seqid, Step step) {
    return run(compound, step);
  }

  @Override
  public Nfs4Status closing(Compound compound, Stateid open, int seqid, Step step) {
    return run(compound, step);
  }

  @Override
  public Nfs4Status ofNewLocker(
      Compound compound, Stateid open, int openSeqid, NamedOwner locker, int lockSeqid, Step step) {
    return run(compound, step);
  }

  @Override
  public Nfs4Status ofLocker(Compound compound, Stateid lock, int seqid, Step step) {
    return run(compound, step);
  }

  @Override
  public long client(Compound compound, NamedOwner owner) {
    return compound.clientId();
  }

  private static Nfs4Status run(Compound compound, Step step) {
    return step.run(new Caller(compound.clientId(), true));
  }
}
