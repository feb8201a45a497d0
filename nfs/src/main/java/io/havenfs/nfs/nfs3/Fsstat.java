package io.havenfs.nfs.nfs3;

import io.havenfs.engine.Capacity;
import io.havenfs.rpc.xdr.XdrWriter;

/** FSSTAT (RFC 1813 §3.3.18): what the disk below says, the log's reserve taken off. */
final class Fsstat implements ReadProcedure {
  /** Anybody may use space at any moment. */
  private static final int VALID_SECONDS = 0;

  @Override
  public void answer(Request request, XdrWriter out) {
    Subject root = request.subject();
    request.inode(request.view(), root);
    Capacity capacity = request.context().engine().capacity();
    request.attributes(out, root);
    out.int64(capacity.totalBytes());
    out.int64(capacity.freeBytes());
    out.int64(capacity.availableBytes());
    out.int64(capacity.totalFiles());
    out.int64(capacity.freeFiles());
    out.int64(capacity.freeFiles());
    out.int32(VALID_SECONDS);
  }
}
