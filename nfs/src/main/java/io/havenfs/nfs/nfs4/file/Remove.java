package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** REMOVE (RFC 8881 section 18.25). */
public final class Remove implements Operation4 {
  private final FileSystem files;

  public Remove(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Name name = Names.read(compound.arguments());
    Target.File directory = compound.writableFile();
    Inode before = directory.inode();
    Types.requireDirectory(before);
    files.removeAny(compound.transaction(), directory.export().credentials(), before.id(), name);
    ChangeInfo.write(compound.results(), before, files.inode(compound.view(), before.id()));
    return Nfs4Status.NFS4_OK;
  }
}
