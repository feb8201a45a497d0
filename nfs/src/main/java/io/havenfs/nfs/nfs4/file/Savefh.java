package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** SAVEFH (RFC 8881 section 18.28). */
public final class Savefh implements Operation4 {
  @Override
  public Nfs4Status execute(Compound compound) {
    compound.save();
    return Nfs4Status.NFS4_OK;
  }
}
