package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.file.Names;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** GETXATTR (RFC 8276 section 8.4.2). */
public final class Getxattr implements Operation4 {
  private final FileSystem files;

  public Getxattr(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Name name = Names.read(compound.arguments());
    Target.File file = compound.file();
    Bytes value = files.xattr(compound.view(), file.export().credentials(), file.inode(), name);
    compound.results().opaque(value.array());
    return Nfs4Status.NFS4_OK;
  }
}
