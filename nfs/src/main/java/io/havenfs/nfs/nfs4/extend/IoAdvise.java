package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;

/** IO_ADVISE (RFC 7862 section 15.5): no hint is acted upon, which the empty mask says. */
public final class IoAdvise implements Operation4 {
  private final IoStateids stateids;

  public IoAdvise(IoStateids stateids) {
    this.stateids = stateids;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid stateid = Stateid.read(in);
    in.int64();
    in.int64();
    Bitmap.read(in);
    Inode inode = compound.inode();
    Types.requireRegular(inode);
    stateids.mayRead(compound, stateid, inode);
    Bitmap.EMPTY.write(compound.results());
    return Nfs4Status.NFS4_OK;
  }
}
