package io.havenfs.nfs.nfs4.extend;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * The arguments of ALLOCATE and DEALLOCATE, checked.
 *
 * @param file the file, which the stateid allows to change
 * @param offset first byte; not negative
 * @param length bytes; positive, and the range ends within 63 bits
 */
record Range(Target.File file, long offset, long length) {
  static Range read(Compound compound, IoStateids stateids) {
    XdrReader in = compound.arguments();
    Stateid stateid = Stateid.read(in);
    long offset = in.int64();
    long length = in.int64();
    Target.File file = compound.writableFile();
    Types.requireRegular(file.inode());
    stateids.mayWrite(compound, stateid, file.inode());
    if (length == 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    if (offset < 0 || length < 0 || offset + length < 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_FBIG);
    }
    return new Range(file, offset, length);
  }
}
