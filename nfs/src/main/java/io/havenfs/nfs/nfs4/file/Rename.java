package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrWriter;

/** RENAME: from the saved directory to the current one (RFC 8881 section 18.26). */
public final class Rename implements Operation4 {
  private final FileSystem files;

  public Rename(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Name oldName = Names.read(compound.arguments());
    Name newName = Names.read(compound.arguments());
    Target.File target = compound.writableFile();
    Target.File source = compound.savedFile();
    if (source.export().exportId() != target.export().exportId()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_XDEV);
    }
    Inode sourceBefore = source.inode();
    Inode targetBefore = target.inode();
    Types.requireDirectory(sourceBefore);
    Types.requireDirectory(targetBefore);
    files.rename(
        compound.transaction(),
        target.export().credentials(),
        sourceBefore.id(),
        oldName,
        targetBefore.id(),
        newName);
    XdrWriter out = compound.results();
    ChangeInfo.write(out, sourceBefore, files.inode(compound.view(), sourceBefore.id()));
    ChangeInfo.write(out, targetBefore, files.inode(compound.view(), targetBefore.id()));
    return Nfs4Status.NFS4_OK;
  }
}
