package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.WriteStability;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.file.Stability;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * COPY within this server (RFC 7862 section 15.2), synchronous: at most {@link #MAX_BYTES} at once,
 * the client asks again for the rest.
 */
public final class Copy implements Operation4 {
  /** The most that one COPY copies: the sequencer does nothing else meanwhile. */
  public static final long MAX_BYTES = 8L * FileLimits.MAX_COPY;

  private final Engine engine;
  private final FileSystem files;
  private final IoStateids stateids;

  public Copy(Engine engine, FileSystem files, IoStateids stateids) {
    this.engine = engine;
    this.files = files;
    this.stateids = stateids;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid sourceStateid = Stateid.read(in);
    Stateid targetStateid = Stateid.read(in);
    long sourceOffset = in.int64();
    long targetOffset = in.int64();
    long count = in.int64();
    in.bool(); // consecutive: it always is
    in.bool(); // synchronous: it always is
    if (in.length(in.remaining()) != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOTSUPP);
    }
    Target.File target = compound.writableFile();
    Target.File source = compound.savedFile();
    Types.requireRegular(source.inode());
    Types.requireRegular(target.inode());
    stateids.mayRead(compound, sourceStateid, source.inode());
    stateids.mayWrite(compound, targetStateid, target.inode());
    Ranges ranges = Ranges.of(source, sourceOffset, target, targetOffset, count);
    answer(compound.results(), copy(compound, source, target, ranges));
    return Nfs4Status.NFS4_OK;
  }

  private long copy(Compound compound, Target.File source, Target.File target, Ranges ranges) {
    long wanted = Math.min(ranges.count(), MAX_BYTES);
    long done = 0;
    while (done < wanted) {
      int copied =
          files.copy(
              compound.transaction(),
              target.export().credentials(),
              source.inode().id(),
              ranges.source() + done,
              target.inode().id(),
              ranges.target() + done,
              (int) Math.min(FileLimits.MAX_COPY, wanted - done),
              WriteStability.UNSTABLE);
      if (copied == 0) {
        break;
      }
      done += copied;
    }
    return done;
  }

  private void answer(XdrWriter out, long count) {
    out.int32(0); // no callback id: it is done
    out.int64(count);
    out.int32(Stability.UNSTABLE4);
    out.int64(engine.writeVerifier());
    out.bool(true);
    out.bool(true);
  }
}
