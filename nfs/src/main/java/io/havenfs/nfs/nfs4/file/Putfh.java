package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;
import io.havenfs.nfs.service.Admission;
import io.havenfs.nfs.service.AdmittedExport;

/** PUTFH (RFC 8881 section 18.19). */
public final class Putfh implements Operation4 {
  private final FileSystem files;
  private final Admission admission;
  private final PseudoFs pseudo;

  public Putfh(FileSystem files, Admission admission, PseudoFs pseudo) {
    this.files = files;
    this.admission = admission;
    this.pseudo = pseudo;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    FileHandle handle = FileHandle.read(compound.arguments(), FileHandle.MAX_LENGTH_V4);
    if (handle.isPseudo()) {
      compound.current(pseudo.node(handle.fileId()));
      return Nfs4Status.NFS4_OK;
    }
    AdmittedExport export = admission.admit(handle.exportId(), compound.call());
    Inode inode = files.inode(compound.view(), handle.fileId());
    if (inode.generation() != handle.generation()) {
      throw FsException.of(Status.STALE);
    }
    compound.current(new Target.File(export, inode));
    return Nfs4Status.NFS4_OK;
  }
}
