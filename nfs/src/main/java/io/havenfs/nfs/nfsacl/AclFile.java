package io.havenfs.nfs.nfsacl;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.nfs3.Attributes;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.ExportedFile;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** The object that a request is about. Immutable. */
record AclFile(ExportedFile file) {
  /** Reads the handle; throws what {@link io.havenfs.nfs.service.Admission#admit} does. */
  static AclFile read(NfsContext context, RpcCall call) {
    FileHandle handle = FileHandle.read(call.arguments(), FileHandle.MAX_LENGTH_V3);
    return new AclFile(ExportedFile.admitted(context, handle, call));
  }

  AdmittedExport access() {
    return file.access();
  }

  /** NOT_SUPPORTED where the export hides ACLs: so Linux takes it for a server without. */
  void requireAcls() {
    if (!access().acls()) {
      throw FsException.of(Status.NOT_SUPPORTED);
    }
  }

  /** The object as {@code view} shows it; STALE when it is gone. */
  Inode inode(NfsContext context, View view) {
    return file.inode(context, view);
  }

  /** {@code post_op_attr}. */
  void attributes(NfsContext context, View view, XdrWriter out) {
    Attributes.postOp(out, look(context, view), file.fsid());
  }

  private @Nullable Inode look(NfsContext context, View view) {
    try {
      return inode(context, view);
    } catch (FsException gone) {
      return null;
    }
  }
}
