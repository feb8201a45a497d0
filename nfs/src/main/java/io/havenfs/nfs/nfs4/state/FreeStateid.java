package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.open.Locking;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;

/** FREE_STATEID (RFC 8881 section 18.38). */
final class FreeStateid implements Operation4 {
  private final Locking locking;

  FreeStateid(Locking locking) {
    this.locking = locking;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Stateid stateid = compound.resolve(Stateid.read(compound.arguments()));
    locking.free(compound.transaction(), compound.clientId(), Stateids.toEngine(stateid));
    return Nfs4Status.NFS4_OK;
  }
}
