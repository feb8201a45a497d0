package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** RENEW (RFC 7530 section 16.28). */
final class Renew implements Operation4 {
  private final OwnerClients clients;

  Renew(OwnerClients clients) {
    this.clients = clients;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    clients.require(compound, compound.arguments().int64());
    return Nfs4Status.NFS4_OK;
  }
}
