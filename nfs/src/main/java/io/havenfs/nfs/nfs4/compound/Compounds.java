package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.Engine;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.table.MemoryOnlyView;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.service.Offload;
import io.havenfs.nfs.service.PendingChanges;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;

/**
 * Serves the COMPOUND procedure (RFC 8881 section 16.2) with a table of operations. Thread-safe.
 */
public final class Compounds {
  /** The longest tag that is taken, in bytes (NFS4_OPAQUE_LIMIT). */
  public static final int MAX_TAG = 1024;

  /** Operations in a compound that no session limits. */
  static final int MAX_OPERATIONS = 256;

  private final Engine engine;
  private final Offload offload;
  private final Operations operations;
  private final Operations operations40;
  private final ReplyMemory replies;
  private final InodeSource inodes;
  private final MinorVersions minorVersions;
  private final PendingChanges pending = new PendingChanges();

  /**
   * Serves {@code minorVersions} on {@code engine}; who has to wait for the disk is offloaded.
   *
   * @param operations of minor versions with sessions
   * @param operations40 of minor version 0, whose replies are remembered in {@code replies}
   */
  public Compounds(
      Engine engine,
      Offload offload,
      Operations operations,
      Operations operations40,
      ReplyMemory replies,
      InodeSource inodes,
      MinorVersions minorVersions) {
    this.engine = engine;
    this.offload = offload;
    this.operations = operations;
    this.operations40 = operations40;
    this.replies = replies;
    this.inodes = inodes;
    this.minorVersions = minorVersions;
  }

  /**
   * Serves one call, on the event loop. Throws {@link XdrException} before anything is executed
   * when the compound's own header is malformed.
   */
  public void serve(RpcCall call) {
    XdrReader in = call.arguments();
    int start = in.position();
    ByteBuf tag = in.opaqueSlice(MAX_TAG);
    int minorVersion = in.int32();
    int count = in.length(in.remaining() / 4);
    XdrWriter out = call.reply();
    out.int32(Nfs4Status.NFS4_OK.code());
    out.opaque(tag);
    int countAt = out.position();
    out.int32(0);
    if (!minorVersions.offers(minorVersion)) {
      refuse(call, out, Nfs4Status.NFS4ERR_MINOR_VERS_MISMATCH);
    } else if (minorVersion == 0 && count > MAX_OPERATIONS) {
      refuse(call, out, Nfs4Status.NFS4ERR_RESOURCE);
    } else if (!Utf8.isValid(tag)) {
      refuse(call, out, Nfs4Status.NFS4ERR_INVAL);
    } else {
      View view = new MemoryOnlyView(engine.committed());
      Compound compound = new Compound(call, out, minorVersion, count, view, inodes);
      RequestMemory memory =
          minorVersion == 0 ? new RequestMemory.Kept(replies, call, start) : RequestMemory.OF_SLOT;
      Operations table = minorVersion == 0 ? operations40 : operations;
      new CompoundRun(engine, offload, table, compound, memory, pending, countAt).proceed();
    }
  }

  private static void refuse(RpcCall call, XdrWriter out, Nfs4Status status) {
    out.patchInt32(0, status.code());
    call.send();
  }
}
