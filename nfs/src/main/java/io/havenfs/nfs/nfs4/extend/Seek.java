package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** SEEK (RFC 7862 section 15.11). Every file has a hole at its end. */
public final class Seek implements Operation4 {
  private static final int NFS4_CONTENT_DATA = 0;
  private static final int NFS4_CONTENT_HOLE = 1;

  private final FileSystem files;
  private final IoStateids stateids;

  public Seek(FileSystem files, IoStateids stateids) {
    this.files = files;
    this.stateids = stateids;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid stateid = Stateid.read(in);
    long offset = in.int64();
    int what = in.int32();
    if (what != NFS4_CONTENT_DATA && what != NFS4_CONTENT_HOLE) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_UNION_NOTSUPP);
    }
    Target.File file = compound.file();
    Types.requireRegular(file.inode());
    stateids.mayRead(compound, stateid, file.inode());
    if (offset < 0 || offset >= file.inode().size()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NXIO);
    }
    long found =
        files.seek(
            compound.view(),
            file.export().credentials(),
            file.inode(),
            offset,
            what == NFS4_CONTENT_HOLE);
    XdrWriter out = compound.results();
    out.bool(found >= file.inode().size());
    out.int64(found);
    return Nfs4Status.NFS4_OK;
  }
}
