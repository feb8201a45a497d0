package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** READLINK (RFC 8881 section 18.24). */
public final class Readlink implements Operation4 {
  private final FileSystem files;
  private final AccessTimeNotes accessTimes;

  public Readlink(FileSystem files, AccessTimeNotes accessTimes) {
    this.files = files;
    this.accessTimes = accessTimes;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Target.File file = compound.file();
    Inode inode = file.inode();
    if (inode.type() != FileType.SYMLINK) {
      throw Nfs4Exception.of(
          inode.isDirectory() && compound.minorVersion() > 0
              ? Nfs4Status.NFS4ERR_ISDIR
              : Nfs4Status.NFS4ERR_WRONG_TYPE);
    }
    compound.results().opaque(files.readLink(compound.view(), inode).array());
    accessTimes.read(file);
    return Nfs4Status.NFS4_OK;
  }
}
