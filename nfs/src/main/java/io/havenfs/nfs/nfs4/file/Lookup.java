package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;

/** LOOKUP (RFC 8881 section 18.13), across the borders of exports. */
public final class Lookup implements Operation4 {
  private final FileSystem files;
  private final PseudoFs pseudo;

  public Lookup(FileSystem files, PseudoFs pseudo) {
    this.files = files;
    this.pseudo = pseudo;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Name name = Names.read(compound.arguments());
    compound.current(find(compound, name));
    return Nfs4Status.NFS4_OK;
  }

  private Target find(Compound compound, Name name) {
    return switch (compound.target()) {
      case Target.File(var export, var directory) ->
          pseudo.cross(
              compound.call(),
              new Target.File(
                  export, files.lookup(compound.view(), export.credentials(), directory, name)));
      case Target.Pseudo directory ->
          pseudo.lookup(compound.view(), compound.call(), directory, name);
    };
  }
}
