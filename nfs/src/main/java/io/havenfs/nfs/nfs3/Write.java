package io.havenfs.nfs.nfs3;

import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.file.WriteStability;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBuf;

/**
 * WRITE (RFC 1813 §3.3.7). The payload stays where the transport put it; what the engine keeps of
 * it, it retains.
 */
final class Write implements ChangeProcedure {
  private static final int UNSTABLE = 0;
  private static final int DATA_SYNC = 1;
  private static final int FILE_SYNC = 2;

  @Override
  public Decision decode(Request request) {
    Subject file = request.changingSubject();
    XdrReader in = request.arguments();
    long offset = in.int64();
    int count = in.length(NfsContext.MAX_IO);
    int stable = in.int32();
    WriteStability stability = stability(stable);
    ByteBuf payload = in.opaqueSlice(NfsContext.MAX_IO);
    if (payload.readableBytes() != count) {
      throw new XdrException("count is " + count + " of " + payload.readableBytes() + " bytes");
    }
    if (offset < 0) {
      throw FsException.of(Status.FILE_TOO_BIG);
    }
    return (tx, out) -> {
      long id = request.inode(tx, file).id();
      StateChecks.anonymousIo(tx, id, ShareModes.WRITE);
      request.files().write(tx, file.credentials(), id, offset, payload, stability, true);
      request.wcc(out, tx, file);
      out.int32(count);
      out.int32(stable);
      out.int64(request.context().engine().writeVerifier());
    };
  }

  private static WriteStability stability(int stable) {
    return switch (stable) {
      case UNSTABLE -> WriteStability.UNSTABLE;
      case DATA_SYNC -> WriteStability.DATA_SYNC;
      case FILE_SYNC -> WriteStability.FILE_SYNC;
      default -> throw new XdrException("stable_how is " + stable);
    };
  }
}
