package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.rpc.xdr.XdrWriter;

/** READLINK (RFC 1813 §3.3.5). */
final class Readlink implements ReadProcedure {
  @Override
  public void answer(Request request, XdrWriter out) {
    Subject link = request.subject();
    View view = request.view();
    Inode inode = request.inode(view, link);
    if (inode.type() != FileType.SYMLINK) {
      throw FsException.of(Status.INVALID);
    }
    request.attributes(out, link);
    out.opaque(request.files().readLink(view, inode).array());
    request.hasRead(link);
  }
}
