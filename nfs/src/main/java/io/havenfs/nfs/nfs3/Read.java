package io.havenfs.nfs.nfs3;

import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.table.View;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;

/** READ (RFC 1813 §3.3.6). The bytes go from the view straight into the reply. */
final class Read implements ReadProcedure {
  @Override
  public int expectedBytes(Request request) {
    return USUAL_REPLY + (int) Math.min(request.peek(8), request.maxIo());
  }

  @Override
  public void answer(Request request, XdrWriter out) {
    Subject file = request.subject();
    XdrReader in = request.arguments();
    long offset = in.int64();
    int count = (int) Math.min(in.uint32(), request.maxIo());
    View view = request.view();
    Inode inode = request.inode(view, file);
    StateChecks.anonymousIo(view, inode.id(), ShareModes.READ);
    request.attributes(out, file);
    int countAt = out.position();
    out.int32(0);
    out.bool(true);
    int read = data(request, view, file, inode, offset, count, out);
    out.patchInt32(countAt, read);
    boolean eof = offset < 0 || offset + read >= inode.size();
    out.patchInt32(countAt + 4, eof ? 1 : 0);
    request.hasRead(file);
  }

  private static int data(
      Request request,
      View view,
      Subject file,
      Inode inode,
      long offset,
      int count,
      XdrWriter out) {
    boolean beyond = offset < 0 || offset >= inode.size();
    int wanted = beyond ? 0 : (int) Math.min(count, inode.size() - offset);
    ByteBuf target = out.beginOpaque(wanted);
    int start = out.position();
    int read =
        request
            .files()
            .read(view, file.credentials(), inode, beyond ? 0 : offset, wanted, target, true);
    out.endOpaque(start, read);
    return read;
  }
}
