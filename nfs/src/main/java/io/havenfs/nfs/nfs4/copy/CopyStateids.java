package io.havenfs.nfs.nfs4.copy;

import io.havenfs.engine.offload.CopyJob;
import io.havenfs.engine.offload.CopyJobs;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import java.util.Optional;

/** The stateids of copies: the job's number, and a mark where others have a counter. */
public final class CopyStateids {
  private static final int MARK = 0xc0b1_ed00;

  private CopyStateids() {}

  /** The stateid of a job. */
  public static Stateid of(long jobId) {
    return new Stateid(1, jobId, MARK);
  }

  /** Decodes the stateid of a job of the compound's client; NFS4ERR_BAD_STATEID for any other. */
  static long read(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid stateid = compound.resolve(Stateid.read(in));
    Optional<CopyJob> job = CopyJobs.find(compound.view(), stateid.high());
    boolean known = stateid.low() == MARK && job.isPresent();
    if (!known || job.get().clientId() != compound.clientId()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
    }
    return stateid.high();
  }
}
