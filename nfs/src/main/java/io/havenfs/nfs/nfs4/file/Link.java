package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** LINK: another name, in the current directory, for the saved file (RFC 8881 section 18.9). */
public final class Link implements Operation4 {
  private final FileSystem files;

  public Link(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Name name = Names.read(compound.arguments());
    Target.File directory = compound.writableFile();
    Target.File file = compound.savedFile();
    if (file.export().exportId() != directory.export().exportId()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_XDEV);
    }
    Inode before = directory.inode();
    Types.requireDirectory(before);
    files.link(
        compound.transaction(),
        directory.export().credentials(),
        file.inode().id(),
        before.id(),
        name);
    ChangeInfo.write(compound.results(), before, files.inode(compound.view(), before.id()));
    return Nfs4Status.NFS4_OK;
  }
}
