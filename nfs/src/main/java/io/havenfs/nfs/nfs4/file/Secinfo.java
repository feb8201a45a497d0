package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** SECINFO (RFC 8881 section 18.29). */
public final class Secinfo implements Operation4 {
  private final Lookup lookup;

  public Secinfo(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    lookup.execute(compound);
    SecurityFlavors.write(compound.results(), compound.current());
    compound.forgetCurrent();
    return Nfs4Status.NFS4_OK;
  }
}
