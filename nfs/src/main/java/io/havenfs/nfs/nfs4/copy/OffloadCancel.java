package io.havenfs.nfs.nfs4.copy;

import io.havenfs.engine.offload.CopyJobs;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** OFFLOAD_CANCEL (RFC 7862 section 15.8): what is copied stays, and there is no CB_OFFLOAD. */
public final class OffloadCancel implements Operation4 {
  @Override
  public Nfs4Status execute(Compound compound) {
    long id = CopyStateids.read(compound);
    CopyJobs.forget(compound.transaction(), id);
    return Nfs4Status.NFS4_OK;
  }
}
