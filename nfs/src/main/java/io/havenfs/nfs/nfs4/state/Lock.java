package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.identity.Grace;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.LockOutcome;
import io.havenfs.engine.client.open.Locking;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;

/** LOCK (RFC 8881 section 18.10). */
final class Lock implements Operation4 {
  private final Grace grace;
  private final Locking locking;
  private final Turns turns;

  Lock(ClientService service, Turns turns) {
    this.turns = turns;
    this.grace = service.grace();
    this.locking = service.locking();
  }

  private sealed interface Locker {
    /** A lock-owner new to the file: what it locks under, and its name. */
    record UnderOpen(int openSeqid, Stateid open, int seqid, NamedOwner owner) implements Locker {}

    /** A lock-owner with a lock stateid. */
    record Known(Stateid stateid, int seqid) implements Locker {}
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    boolean exclusive = LockTypes.readExclusive(in);
    boolean reclaim = in.bool();
    long offset = in.int64();
    long length = in.int64();
    Locker locker = readLocker(in);
    Types.requireRegular(compound.inode());
    Turns.Step step =
        caller -> {
          LockRange range = LockRange.of(offset, length, exclusive);
          grace.admit(compound.view(), caller.clientId(), reclaim);
          return answer(compound, lock(compound, caller.clientId(), locker, range));
        };
    return switch (locker) {
      case Locker.UnderOpen under ->
          turns.ofNewLocker(
              compound, under.open(), under.openSeqid(), under.owner(), under.seqid(), step);
      case Locker.Known known -> turns.ofLocker(compound, known.stateid(), known.seqid(), step);
    };
  }

  private static Nfs4Status answer(Compound compound, LockOutcome outcome) {
    switch (outcome) {
      case LockOutcome.Granted granted -> {
        Stateid stateid = Stateids.toWire(granted.stateid());
        stateid.write(compound.results());
        compound.currentStateid(stateid);
        return Nfs4Status.NFS4_OK;
      }
      case LockOutcome.Denied denied -> {
        LockTypes.write(compound.results(), denied);
        return Nfs4Status.NFS4ERR_DENIED;
      }
    }
  }

  /** {@code locker4}. */
  private static Locker readLocker(XdrReader in) {
    if (!in.bool()) {
      Stateid stateid = Stateid.read(in);
      return new Locker.Known(stateid, in.int32());
    }
    int openSeqid = in.int32();
    Stateid open = Stateid.read(in);
    int seqid = in.int32();
    return new Locker.UnderOpen(openSeqid, open, seqid, NamedOwner.read(in));
  }

  private LockOutcome lock(Compound compound, long clientId, Locker locker, LockRange range) {
    long file = compound.inode().id();
    return switch (locker) {
      case Locker.UnderOpen under ->
          locking.lockUnderOpen(
              compound.transaction(),
              clientId,
              Stateids.toEngine(compound.resolve(under.open())),
              under.owner().owner(),
              range,
              file);
      case Locker.Known known ->
          locking.lock(
              compound.transaction(),
              clientId,
              Stateids.toEngine(compound.resolve(known.stateid())),
              range,
              file);
    };
  }
}
