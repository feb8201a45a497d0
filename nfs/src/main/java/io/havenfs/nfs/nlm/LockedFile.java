package io.havenfs.nfs.nlm;

import io.havenfs.engine.file.NfsAccess;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.service.ExportedFile;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;

/**
 * A file in which somebody may lock: whoever may read or write it, or owns it, in an export that he
 * may use.
 */
record LockedFile(ExportedFile file) {
  private static final int ANY = NfsAccess.READ | NfsAccess.MODIFY | NfsAccess.EXTEND;

  /** Throws what {@link io.havenfs.nfs.service.Admission#admit} does. */
  static LockedFile of(NfsContext context, FileHandle handle, RpcCall call) {
    return new LockedFile(ExportedFile.admitted(context, handle, call));
  }

  long id() {
    return file.handle().fileId();
  }

  /** Throws STALE when it is gone, WRONG_TYPE when it is no file, ACCESS_DENIED. */
  void check(NfsContext context, View view) {
    Inode inode = file.inode(context, view);
    if (!inode.isRegular()) {
      throw FsException.of(Status.WRONG_TYPE);
    }
    Credentials who = file.access().credentials();
    boolean own = who.uid() == inode.uid();
    if (!own && context.files().nfsAccess(view, who, inode, ANY) == 0) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
  }
}
