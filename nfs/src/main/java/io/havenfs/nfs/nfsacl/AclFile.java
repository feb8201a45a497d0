package io.havenfs.nfs.nfsacl;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.nfs3.Attributes;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** The object that a request is about, in an export that the caller may use. Immutable. */
record AclFile(FileHandle handle, AdmittedExport access, long fsid) {
  /** Reads the handle; throws what {@link io.havenfs.nfs.service.Admission#admit} does. */
  static AclFile read(NfsContext context, RpcCall call) {
    FileHandle handle = FileHandle.read(call.arguments(), FileHandle.MAX_LENGTH_V3);
    if (handle.isPseudo()) {
      throw FsException.of(Status.BAD_HANDLE);
    }
    AdmittedExport access = context.admission().admit(handle.exportId(), call);
    return new AclFile(handle, access, context.fsid(access.exportId()));
  }

  /** NOT_SUPPORTED where the export hides ACLs: so Linux takes it for a server without. */
  void requireAcls() {
    if (!access.acls()) {
      throw FsException.of(Status.NOT_SUPPORTED);
    }
  }

  /** The object as {@code view} shows it; STALE when it is gone. */
  Inode inode(NfsContext context, View view) {
    Inode inode = context.files().inode(view, handle.fileId());
    if (inode.generation() != handle.generation()) {
      throw FsException.of(Status.STALE);
    }
    return inode;
  }

  /** {@code post_op_attr}. */
  void attributes(NfsContext context, View view, XdrWriter out) {
    Attributes.postOp(out, look(context, view), fsid);
  }

  private @Nullable Inode look(NfsContext context, View view) {
    try {
      return inode(context, view);
    } catch (FsException gone) {
      return null;
    }
  }
}
