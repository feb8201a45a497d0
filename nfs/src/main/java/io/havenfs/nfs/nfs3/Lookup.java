package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrWriter;

/** LOOKUP (RFC 1813 §3.3.3). ".." of the top of the export is the top itself. */
final class Lookup implements ReadProcedure {
  @Override
  public void answer(Request request, XdrWriter out) {
    Subject directory = request.subject();
    Name name = Arguments.name(request.arguments());
    View view = request.view();
    Inode found = find(request, view, directory, name);
    FileHandle.write(out, directory.exportId(), found.id(), found.generation());
    Attributes.postOp(out, found, directory.fsid());
    request.attributes(out, directory);
  }

  private static Inode find(Request request, View view, Subject directory, Name name) {
    Inode inode = request.directory(view, directory);
    if (DirectoryListing.isParent(name) && directory.isExportRoot(inode)) {
      return inode;
    }
    return request.files().lookup(view, directory.credentials(), inode, name);
  }
}
