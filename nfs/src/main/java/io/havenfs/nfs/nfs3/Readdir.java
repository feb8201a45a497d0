package io.havenfs.nfs.nfs3;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** READDIR (RFC 1813 §3.3.16). {@code count} bounds the bytes of READDIR3resok. */
final class Readdir implements ReadProcedure {
  @Override
  public int expectedBytes(Request request) {
    return (int) Math.min(request.peek(16), DirectoryListing.largest(request));
  }

  @Override
  public void answer(Request request, XdrWriter out) {
    Subject directory = request.subject();
    XdrReader in = request.arguments();
    long cookie = in.int64();
    long verifier = in.int64();
    long count = in.uint32();
    DirectoryListing listing =
        new DirectoryListing(
            request,
            directory,
            out,
            new DirectoryListing.Bounds(
                count, Math.min(count, DirectoryListing.largest(request)), false));
    listing.write(cookie, verifier);
  }
}
