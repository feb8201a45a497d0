package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Name;
import io.havenfs.rpc.xdr.XdrWriter;

/** PATHCONF (RFC 1813 §3.3.20): names are never cut, chown is root's, case matters and is kept. */
final class Pathconf implements ReadProcedure {
  @Override
  public void answer(Request request, XdrWriter out) {
    Subject object = request.subject();
    request.inode(request.view(), object);
    request.attributes(out, object);
    out.int32(request.context().limits().maxLinks());
    out.int32(Name.MAX_LENGTH);
    out.bool(true);
    out.bool(true);
    out.bool(false);
    out.bool(true);
  }
}
