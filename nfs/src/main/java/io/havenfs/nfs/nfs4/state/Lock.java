package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Owner;
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

  Lock(ClientService service) {
    this.grace = service.grace();
    this.locking = service.locking();
  }

  private sealed interface Locker {
    /** A lock-owner new to the file: what it locks under, and its name. */
    record UnderOpen(Stateid open, Owner owner) implements Locker {}

    /** A lock-owner with a lock stateid. */
    record Known(Stateid stateid) implements Locker {}
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
    LockRange range = LockRange.of(offset, length, exclusive);
    grace.admit(compound.view(), compound.clientId(), reclaim);
    switch (lock(compound, locker, range)) {
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

  /** {@code locker4}; its sequence numbers are of version 4.0. */
  private static Locker readLocker(XdrReader in) {
    if (!in.bool()) {
      Stateid stateid = Stateid.read(in);
      in.int32();
      return new Locker.Known(stateid);
    }
    in.int32();
    Stateid open = Stateid.read(in);
    in.int32();
    return new Locker.UnderOpen(open, SessionOwners.read(in));
  }

  private LockOutcome lock(Compound compound, Locker locker, LockRange range) {
    long file = compound.inode().id();
    return switch (locker) {
      case Locker.UnderOpen under ->
          locking.lockUnderOpen(
              compound.transaction(),
              compound.clientId(),
              Stateids.toEngine(compound.resolve(under.open())),
              under.owner(),
              range,
              file);
      case Locker.Known known ->
          locking.lock(
              compound.transaction(),
              compound.clientId(),
              Stateids.toEngine(compound.resolve(known.stateid())),
              range,
              file);
    };
  }
}
