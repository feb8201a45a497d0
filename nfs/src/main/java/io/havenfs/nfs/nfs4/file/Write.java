package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.WriteStability;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;

/** WRITE (RFC 8881 section 18.32). The payload is a slice of the request, never copied here. */
public final class Write implements Operation4 {
  private final Engine engine;
  private final FileSystem files;
  private final IoStateids stateids;

  public Write(Engine engine, FileSystem files, IoStateids stateids) {
    this.engine = engine;
    this.files = files;
    this.stateids = stateids;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid stateid = Stateid.read(in);
    long offset = in.int64();
    int stable = in.int32();
    ByteBuf payload = in.opaqueSlice(in.remaining());
    WriteStability stability = Stability.of(stable);
    Target.File file = compound.writableFile();
    Types.requireRegular(file.inode());
    stateids.mayWrite(compound, stateid, file.inode());
    if (offset < 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_FBIG);
    }
    int count = Math.min(payload.readableBytes(), NfsContext.MAX_IO);
    files.write(
        compound.transaction(),
        file.export().credentials(),
        file.inode().id(),
        offset,
        payload.slice(payload.readerIndex(), count),
        stability,
        true);
    XdrWriter out = compound.results();
    out.int32(count);
    out.int32(stable);
    out.int64(engine.writeVerifier());
    return Nfs4Status.NFS4_OK;
  }
}
