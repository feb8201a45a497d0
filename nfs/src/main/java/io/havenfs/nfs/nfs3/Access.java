package io.havenfs.nfs.nfs3;

import io.havenfs.engine.file.NfsAccess;
import io.havenfs.engine.model.Inode;
import io.havenfs.rpc.xdr.XdrWriter;

/** ACCESS (RFC 1813 §3.3.4). */
final class Access implements ReadProcedure {
  private static final int CHANGES = NfsAccess.MODIFY | NfsAccess.EXTEND | NfsAccess.DELETE;
  private static final int KNOWN = CHANGES | NfsAccess.READ | NfsAccess.LOOKUP | NfsAccess.EXECUTE;

  @Override
  public void answer(Request request, XdrWriter out) {
    Subject object = request.subject();
    int wanted = request.arguments().int32() & (object.isReadOnly() ? KNOWN & ~CHANGES : KNOWN);
    Inode inode = request.inode(request.view(), object);
    request.attributes(out, object);
    out.int32(request.files().nfsAccess(request.view(), object.credentials(), inode, wanted));
  }
}
