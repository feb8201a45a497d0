package io.havenfs.nfs.nfs3;

import io.havenfs.rpc.xdr.XdrWriter;

/** GETATTR (RFC 1813 §3.3.1). */
final class Getattr implements ReadProcedure {
  @Override
  public void answer(Request request, XdrWriter out) {
    Subject object = request.subject();
    Attributes.write(out, request.inode(request.view(), object), object.fsid());
  }
}
