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

  Locku(Locking locking) {
    this.locking = locking;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    boolean exclusive = LockTypes.readExclusive(in);
    in.int32(); // seqid is of version 4.0
    Stateid given = Stateid.read(in);
    long offset = in.int64();
    long length = in.int64();
    Stateid next =
        Stateids.toWire(
            locking.unlock(
                compound.transaction(),
                compound.clientId(),
                Stateids.toEngine(compound.resolve(given)),
                LockRange.of(offset, length, exclusive),
                compound.file().inode().id()));
    next.write(compound.results());
    compound.currentStateid(next);
    return Nfs4Status.NFS4_OK;
  }
}
