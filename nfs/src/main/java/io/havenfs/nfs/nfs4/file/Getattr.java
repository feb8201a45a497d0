package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.attr.Attributes;
import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.attr.Supported;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** GETATTR (RFC 8881 section 18.7). */
public final class Getattr implements Operation4 {
  private final Attributes attributes;

  public Getattr(Attributes attributes) {
    this.attributes = attributes;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Bitmap wanted = Bitmap.read(compound.arguments());
    Supported.requireReadable(wanted);
    attributes.write(compound, compound.results(), wanted, compound.target());
    return Nfs4Status.NFS4_OK;
  }
}
