package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;
import io.havenfs.nfs.service.AdmittedExport;

/** The entries of a directory in an export, for READDIR. */
public final class FileEntries {
  private final FileSystem files;
  private final PseudoFs pseudo;
  private final AccessTimeNotes accessTimes;

  public FileEntries(FileSystem files, PseudoFs pseudo, AccessTimeNotes accessTimes) {
    this.files = files;
    this.pseudo = pseudo;
    this.accessTimes = accessTimes;
  }

  /** Adds the entries after {@code cookie} to {@code list}, until it is full. */
  void list(Compound compound, Target.File directory, long cookie, EntryList list) {
    AdmittedExport export = directory.export();
    Inode inode = directory.inode();
    Types.requireDirectory(inode);
    boolean mayLookUp =
        files.access(compound.view(), export.credentials(), inode, AceMask.EXECUTE) != 0;
    boolean mayCross = pseudo.hasExportsBelow(export.exportId());
    files.list(
        compound.view(),
        export.credentials(),
        inode,
        cookie,
        (key, entry) ->
            mayLookUp
                ? add(compound, export, mayCross, key.cookie(), entry, list)
                : list.addUnreadable(key.cookie(), entry.name(), Nfs4Status.NFS4ERR_ACCESS));
    accessTimes.read(directory);
  }

  private boolean add(
      Compound compound,
      AdmittedExport export,
      boolean mayCross,
      long cookie,
      NamedEntry entry,
      EntryList list) {
    Inode inode;
    try {
      inode = files.inode(compound.view(), entry.fileId());
    } catch (FsException gone) {
      return true;
    }
    Target.File target = new Target.File(export, inode);
    return list.add(
        cookie, entry.name(), mayCross ? pseudo.cross(compound.call(), target) : target);
  }
}
