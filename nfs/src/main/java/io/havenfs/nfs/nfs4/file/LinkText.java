package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.model.Bytes;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;

/** Decodes {@code linktext4}, a symbolic link's target: bytes that are never interpreted here. */
final class LinkText {
  private LinkText() {}

  static Bytes read(XdrReader in) {
    byte[] target = in.opaque(in.remaining());
    if (target.length == 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    if (target.length > FileLimits.MAX_SYMLINK) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NAMETOOLONG);
    }
    for (byte each : target) {
      if (each == 0) {
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
      }
    }
    return new Bytes(target);
  }
}
