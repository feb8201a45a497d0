package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.Locking;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;

/** LOCKU (RFC 8881 section 18.12). */
final class Locku implements Operation4 {
  private final Locking locking;
  private final Turns turns;

  Locku(Locking locking, Turns turns) {
    this.locking = locking;
    this.turns = turns;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    boolean exclusive = LockTypes.readExclusive(in);
    int seqid = in.int32();
    Stateid given = Stateid.read(in);
    long offset = in.int64();
    long length = in.int64();
    return turns.ofLocker(
        compound,
        given,
        seqid,
        caller ->
            unlock(compound, caller.clientId(), given, LockRange.of(offset, length, exclusive)));
  }

  private Nfs4Status unlock(Compound compound, long clientId, Stateid given, LockRange range) {
    Stateid next =
        Stateids.toWire(
            locking.unlock(
                compound.transaction(),
                clientId,
                Stateids.toEngine(compound.resolve(given)),
                range,
                compound.file().inode().id()));
    next.write(compound.results());
    compound.currentStateid(next);
    return Nfs4Status.NFS4_OK;
  }
}
