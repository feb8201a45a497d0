package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.Grace;
import io.havenfs.engine.client.identity.Refusal;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import java.util.Optional;

/**
 * RECLAIM_COMPLETE (RFC 8881 section 18.51). For a single file system it says nothing here: that is
 * for file systems that migrate.
 */
final class ReclaimComplete implements Operation4 {
  private final Grace grace;

  ReclaimComplete(Grace grace) {
    this.grace = grace;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    boolean oneFileSystem = compound.arguments().bool();
    if (oneFileSystem) {
      compound.current();
      return Nfs4Status.NFS4_OK;
    }
    Optional<Refusal> refusal = grace.complete(compound.transaction(), compound.clientId());
    return refusal.map(Refusals::status).orElse(Nfs4Status.NFS4_OK);
  }
}
