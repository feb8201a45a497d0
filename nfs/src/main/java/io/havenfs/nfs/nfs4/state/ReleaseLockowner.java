package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.Locking;
import io.havenfs.engine.client.owner.OwnerKey;
import io.havenfs.engine.client.owner.OwnerSequences;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** RELEASE_LOCKOWNER (RFC 7530 section 16.37): its sequence goes, too. */
final class ReleaseLockowner implements Operation4 {
  private final OwnerClients clients;
  private final Locking locking;
  private final OwnerSequences owners;

  ReleaseLockowner(OwnerClients clients, ClientService service) {
    this.clients = clients;
    this.locking = service.locking();
    this.owners = service.owners();
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    NamedOwner locker = NamedOwner.read(compound.arguments());
    clients.require(compound, locker.clientId());
    locking.release(compound.transaction(), locker.clientId(), locker.owner());
    owners.forget(compound.transaction(), new OwnerKey(locker.clientId(), true, locker.owner()));
    return Nfs4Status.NFS4_OK;
  }
}
