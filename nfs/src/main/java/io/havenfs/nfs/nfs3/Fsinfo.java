package io.havenfs.nfs.nfs3;

import io.havenfs.rpc.xdr.XdrWriter;

/** FSINFO (RFC 1813 §3.3.19). */
final class Fsinfo implements ReadProcedure {
  private static final int BLOCK = 4096;
  private static final int HARD_LINKS = 0x1;
  private static final int SYMBOLIC_LINKS = 0x2;
  private static final int HOMOGENEOUS = 0x8;
  private static final int CAN_SET_TIME = 0x10;
  private static final int PROPERTIES = HARD_LINKS | SYMBOLIC_LINKS | HOMOGENEOUS | CAN_SET_TIME;

  @Override
  public void answer(Request request, XdrWriter out) {
    Subject root = request.subject();
    request.inode(request.view(), root);
    request.attributes(out, root);
    out.int32(request.maxIo());
    out.int32(request.maxIo());
    out.int32(BLOCK);
    out.int32(request.maxIo());
    out.int32(request.maxIo());
    out.int32(BLOCK);
    out.int32(Math.min(request.maxIo(), DirectoryListing.LARGEST));
    out.int64(request.context().limits().maxFileSize());
    out.int32(0);
    out.int32(1);
    out.int32(PROPERTIES);
  }
}
