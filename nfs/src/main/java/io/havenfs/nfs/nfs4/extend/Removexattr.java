package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.file.ChangeInfo;
import io.havenfs.nfs.nfs4.file.Names;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** REMOVEXATTR (RFC 8276 section 8.4.5). */
public final class Removexattr implements Operation4 {
  private final FileSystem files;

  public Removexattr(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Name name = Names.read(compound.arguments());
    Target.File file = compound.writableFile();
    Inode after =
        files.removeXattr(
            compound.transaction(), file.export().credentials(), file.inode().id(), name);
    ChangeInfo.write(compound.results(), file.inode(), after);
    return Nfs4Status.NFS4_OK;
  }
}
