package io.havenfs.nfs.nfs3;

import io.havenfs.rpc.xdr.XdrWriter;

/** NULL (RFC 1813 §3.3.0): shows that the server answers. The only one without a status. */
final class Null implements ReadProcedure {
  @Override
  public void answer(Request request, XdrWriter out) {
    out.truncate(0);
  }
}
