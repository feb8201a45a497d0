package io.havenfs.nfs.nlm;

import io.havenfs.engine.file.NfsAccess;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;

/**
 * A file in which somebody may lock: whoever may read or write it, or owns it, in an export that he
 * may use.
 *
 * @param handle which file
 * @param access as whom, and through what
 */
record LockedFile(FileHandle handle, AdmittedExport access) {
  private static final int ANY = NfsAccess.READ | NfsAccess.MODIFY | NfsAccess.EXTEND;

  /** Throws what {@link io.havenfs.nfs.service.Admission#admit} does. */
  static LockedFile of(NfsContext context, FileHandle handle, RpcCall call) {
    return new LockedFile(handle, context.admission().admit(handle.exportId(), call));
  }

  long id() {
    return handle.fileId();
  }

  /** Throws STALE when it is gone, WRONG_TYPE when it is no file, ACCESS_DENIED. */
  void check(NfsContext context, View view) {
    Inode inode = context.files().inode(view, handle.fileId());
    if (inode.generation() != handle.generation()) {
      throw FsException.of(Status.STALE);
    }
    if (!inode.isRegular()) {
      throw FsException.of(Status.WRONG_TYPE);
    }
    boolean own = access.credentials().uid() == inode.uid();
    if (!own && context.files().nfsAccess(view, access.credentials(), inode, ANY) == 0) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
  }
}
