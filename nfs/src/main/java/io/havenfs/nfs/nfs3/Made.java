package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Inode;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrWriter;

/** The results that all procedures have which make an object (RFC 1813 §3.3.8 to §3.3.11). */
final class Made {
  private Made() {}

  /** Handle and attributes of the object, {@code wcc_data} of its directory. */
  static void write(XdrWriter out, Request request, View view, Inode made, Subject directory) {
    out.bool(true);
    FileHandle.write(out, directory.exportId(), made.id(), made.generation());
    Attributes.postOp(out, made, directory.fsid());
    request.wcc(out, view, directory);
  }
}
