package io.havenfs.nfs.nfs3;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * READDIRPLUS (RFC 1813 §3.3.17). {@code maxcount} bounds the bytes of READDIRPLUS3resok, {@code
 * dircount} those of its entries without attributes and handles; some clients leave {@code
 * dircount} at 0 and do not mean it.
 */
final class Readdirplus implements ReadProcedure {
  @Override
  public int expectedBytes(Request request) {
    return (int) Math.min(request.peek(20), DirectoryListing.largest(request));
  }

  @Override
  public void answer(Request request, XdrWriter out) {
    Subject directory = request.subject();
    XdrReader in = request.arguments();
    long cookie = in.int64();
    long verifier = in.int64();
    long dirCount = in.uint32();
    long maxCount = in.uint32();
    DirectoryListing.Bounds bounds =
        new DirectoryListing.Bounds(
            dirCount == 0 ? maxCount : dirCount,
            Math.min(maxCount, DirectoryListing.largest(request)),
            true);
    new DirectoryListing(request, directory, out, bounds).write(cookie, verifier);
  }
}
