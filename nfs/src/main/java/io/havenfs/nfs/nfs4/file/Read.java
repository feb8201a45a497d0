package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;

/** READ (RFC 8881 section 18.22). The bytes go from the view straight into the reply. */
public final class Read implements Operation4 {
  /** Bytes of the result around the data: end-of-file, length, padding. */
  private static final int OVERHEAD = 12;

  private final FileSystem files;
  private final IoStateids stateids;
  private final AccessTimeNotes accessTimes;

  public Read(FileSystem files, IoStateids stateids, AccessTimeNotes accessTimes) {
    this.files = files;
    this.stateids = stateids;
    this.accessTimes = accessTimes;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid stateid = Stateid.read(in);
    long offset = in.int64();
    long count = in.uint32();
    Target.File file = compound.file();
    Inode inode = file.inode();
    Types.requireRegular(inode);
    stateids.mayRead(compound, stateid, inode);
    boolean beyond = offset < 0 || offset >= inode.size();
    int room = Math.max(0, Math.min(NfsContext.MAX_IO, compound.replyRoom() - OVERHEAD));
    int wanted = (int) Math.min(Math.min(count, room), beyond ? 0 : inode.size() - offset);
    XdrWriter out = compound.results();
    int eofAt = out.position();
    out.int32(0);
    int read = data(compound, file, beyond ? 0 : offset, wanted);
    out.patchInt32(eofAt, beyond || offset + read >= inode.size() ? 1 : 0);
    accessTimes.read(file);
    return Nfs4Status.NFS4_OK;
  }

  private int data(Compound compound, Target.File file, long offset, int wanted) {
    XdrWriter out = compound.results();
    ByteBuf target = out.beginOpaque(wanted);
    int start = out.position();
    int read =
        files.read(
            compound.view(),
            file.export().credentials(),
            file.inode(),
            offset,
            wanted,
            target,
            true);
    out.endOpaque(start, read);
    return read;
  }
}
