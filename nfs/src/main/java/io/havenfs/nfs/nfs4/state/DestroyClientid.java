package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.Clients;
import io.havenfs.engine.client.identity.Refusal;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import java.util.Optional;

/** DESTROY_CLIENTID (RFC 8881 section 18.50). */
final class DestroyClientid implements Operation4 {
  private final Clients clients;

  DestroyClientid(Clients clients) {
    this.clients = clients;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    long clientId = compound.arguments().int64();
    Optional<Refusal> refusal = clients.destroy(compound.transaction(), clientId);
    return refusal.map(Refusals::status).orElse(Nfs4Status.NFS4_OK);
  }
}
