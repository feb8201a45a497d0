package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Handles;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** GETFH (RFC 8881 section 18.8). */
public final class Getfh implements Operation4 {
  @Override
  public Nfs4Status execute(Compound compound) {
    Handles.write(compound.results(), compound.current());
    return Nfs4Status.NFS4_OK;
  }
}
