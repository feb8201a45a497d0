package io.havenfs.nfs.nfs4.copy;

import io.havenfs.engine.offload.CopyJob;
import io.havenfs.engine.offload.CopyJobs;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.StatusTranslation;
import io.havenfs.rpc.xdr.XdrWriter;

/** OFFLOAD_STATUS (RFC 7862 section 15.9). */
public final class OffloadStatus implements Operation4 {
  @Override
  public Nfs4Status execute(Compound compound) {
    long id = CopyStateids.read(compound);
    CopyJob job = CopyJobs.find(compound.view(), id).orElseThrow();
    XdrWriter out = compound.results();
    out.int64(job.done());
    out.bool(job.ended());
    if (job.ended()) {
      out.int32(StatusTranslation.of(job.status()).code());
    }
    return Nfs4Status.NFS4_OK;
  }
}
