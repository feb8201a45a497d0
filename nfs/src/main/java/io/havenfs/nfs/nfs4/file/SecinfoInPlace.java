package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** SECINFO of version 4.0, which leaves the current filehandle alone (RFC 7530 section 16.31). */
public final class SecinfoInPlace implements Operation4 {
  private final Lookup lookup;

  public SecinfoInPlace(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Target directory = compound.target();
    lookup.execute(compound);
    SecurityFlavors.write(compound.results(), compound.current());
    compound.current(directory);
    return Nfs4Status.NFS4_OK;
  }
}
