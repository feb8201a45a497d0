package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;

/** LOOKUPP (RFC 8881 section 18.14), across the borders of exports. */
public final class Lookupp implements Operation4 {
  private static final Name PARENT = Name.of("..");

  private final FileSystem files;
  private final PseudoFs pseudo;

  public Lookupp(FileSystem files, PseudoFs pseudo) {
    this.files = files;
    this.pseudo = pseudo;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    compound.current(parent(compound));
    return Nfs4Status.NFS4_OK;
  }

  private Target parent(Compound compound) {
    if (compound.target() instanceof Target.Pseudo directory) {
      return pseudo.parent(compound.view(), compound.call(), directory);
    }
    Target.File file = compound.file();
    Types.requireDirectory(file.inode());
    if (file.inode().id() == file.export().rootFileId()) {
      return pseudo.above(compound.view(), compound.call(), file);
    }
    return new Target.File(
        file.export(),
        files.lookup(compound.view(), file.export().credentials(), file.inode(), PARENT));
  }
}
