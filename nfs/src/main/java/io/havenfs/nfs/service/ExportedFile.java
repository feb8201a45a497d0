package io.havenfs.nfs.service;

import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.RpcCall;

/**
 * The object that a request names, in an export that the caller may use. Immutable.
 *
 * @param fsid of the file system that the client takes the export for
 */
public record ExportedFile(FileHandle handle, AdmittedExport access, long fsid) {
  /** Throws what {@link Admission#admit} does, and BAD_HANDLE for what is above the exports. */
  public static ExportedFile admitted(NfsContext context, FileHandle handle, RpcCall call) {
    if (handle.isPseudo()) {
      throw FsException.of(Status.BAD_HANDLE);
    }
    AdmittedExport access = context.admission().admit(handle.exportId(), call);
    return new ExportedFile(handle, access, context.fsid(access.exportId()));
  }

  /** The object as {@code view} shows it; STALE when it is gone. */
  public Inode inode(NfsContext context, View view) {
    Inode inode = context.files().inode(view, handle.fileId());
    if (inode.generation() != handle.generation()) {
      throw FsException.of(Status.STALE);
    }
    return inode;
  }

  /** CROSS_DEVICE unless {@code other} is in the same export. */
  public void requireSameExport(ExportedFile other) {
    if (access.exportId() != other.access.exportId()) {
      throw FsException.of(Status.CROSS_DEVICE);
    }
  }

  /** Makes a file in this directory; EXISTS when the name is that of something else. */
  public Inode createFile(
      NfsContext context, Transaction tx, Name name, CreateMode mode, SetAttributes attributes) {
    try {
      return context
          .files()
          .createFile(tx, access.credentials(), handle.fileId(), name, mode, attributes)
          .inode();
    } catch (FsException e) {
      boolean another = e.status() == Status.IS_SYMLINK || e.status() == Status.WRONG_TYPE;
      throw another ? FsException.of(Status.EXISTS) : e;
    }
  }

  /** Whether {@code inode} is the top of the export, above which no look-up leads. */
  public boolean isExportRoot(Inode inode) {
    return inode.id() == access.rootFileId();
  }
}
