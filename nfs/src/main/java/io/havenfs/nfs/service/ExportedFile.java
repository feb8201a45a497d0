package io.havenfs.nfs.service;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
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

  /** Whether {@code inode} is the top of the export, above which no look-up leads. */
  public boolean isExportRoot(Inode inode) {
    return inode.id() == access.rootFileId();
  }
}
