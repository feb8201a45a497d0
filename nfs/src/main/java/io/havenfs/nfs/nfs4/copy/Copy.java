package io.havenfs.nfs.nfs4.copy;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.WriteStability;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.offload.CopyJob;
import io.havenfs.engine.offload.CopyJobs;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Handles;
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
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * COPY within this server (RFC 7862 section 15.2). A long one becomes a job when the client takes
 * callbacks; otherwise at most {@link #MAX_AT_ONCE} bytes are copied at once, and the client asks
 * again for the rest.
 */
public final class Copy implements Operation4 {
  /** The most that is copied at once: the sequencer does nothing else meanwhile. */
  public static final long MAX_AT_ONCE = 8L * FileLimits.MAX_COPY;

  /** A copy longer than this becomes a job: the client waits for one call, not for many replies. */
  public static final long JOB_FROM = 64L * FileLimits.MAX_COPY;

  private final Engine engine;
  private final FileSystem files;
  private final IoStateids stateids;
  private final CopyClients clients;
  private final CopyRunner runner;

  public Copy(
      Engine engine,
      FileSystem files,
      IoStateids stateids,
      CopyClients clients,
      CopyRunner runner) {
    this.engine = engine;
    this.files = files;
    this.stateids = stateids;
    this.clients = clients;
    this.runner = runner;
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
    boolean synchronous = in.bool();
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
    if (!synchronous && mayGoOn(compound, ranges)) {
      promised(compound, start(compound, source, target, ranges));
    } else {
      done(compound.results(), copy(compound, source, target, ranges));
    }
    return Nfs4Status.NFS4_OK;
  }

  private boolean mayGoOn(Compound compound, Ranges ranges) {
    return ranges.count() > JOB_FROM
        && clients.canBeCalled(compound)
        && CopyJobs.hasRoom(compound.view());
  }

  private long start(Compound compound, Target.File source, Target.File target, Ranges ranges) {
    CopyJob job =
        new CopyJob(
            compound.clientId(),
            target.export().credentials(),
            handle(target),
            source.inode().id(),
            ranges.source(),
            target.inode().id(),
            ranges.target(),
            ranges.count(),
            0,
            0,
            false,
            Status.OK);
    long id = CopyJobs.start(compound.transaction(), job);
    runner.begin(id);
    return id;
  }

  /** The handle with its length, as it is on the wire. */
  private static Bytes handle(Target.File target) {
    XdrWriter out = new XdrWriter(Unpooled.buffer());
    Handles.write(out, target);
    return new Bytes(ByteBufUtil.getBytes(out.buffer()));
  }

  private long copy(Compound compound, Target.File source, Target.File target, Ranges ranges) {
    long wanted = Math.min(ranges.count(), MAX_AT_ONCE);
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

  private void promised(Compound compound, long id) {
    XdrWriter out = compound.results();
    out.int32(1);
    CopyStateids.of(id).write(out);
    answer(out, 0, false);
  }

  private void done(XdrWriter out, long count) {
    out.int32(0);
    answer(out, count, true);
  }

  private void answer(XdrWriter out, long count, boolean synchronous) {
    out.int64(count);
    out.int32(Stability.UNSTABLE4);
    out.int64(engine.writeVerifier());
    out.bool(true);
    out.bool(synchronous);
  }
}
