package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.file.AccessTimeNotes;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** READ_PLUS (RFC 7862 section 15.10): data and holes as {@link Segments} finds them. */
public final class ReadPlus implements Operation4 {
  private final FileSystem files;
  private final IoStateids stateids;
  private final AccessTimeNotes accessTimes;

  public ReadPlus(FileSystem files, IoStateids stateids, AccessTimeNotes accessTimes) {
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
    XdrWriter out = compound.results();
    int start = out.position();
    out.int32(0);
    out.int32(0);
    Segments segments = new Segments(files, compound, file);
    boolean beyond = offset < 0 || offset >= inode.size();
    long end =
        beyond ? 0 : offset + Math.min(Math.min(count, NfsContext.MAX_IO), inode.size() - offset);
    long reached = beyond ? inode.size() : segments.write(offset, end);
    out.patchInt32(start, reached >= inode.size() ? 1 : 0);
    out.patchInt32(start + 4, segments.count());
    accessTimes.read(file);
    return Nfs4Status.NFS4_OK;
  }
}
