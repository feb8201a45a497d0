package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * Decodes {@code component4} (RFC 8881 sections 14 and 15.1.3): any bytes but "/" and NUL, which
 * need not be UTF-8 (the file systems say so in fs_charset_cap); "." and ".." are no names.
 */
public final class Names {
  private Names() {}

  /** Decodes one. Nothing is allocated for one that is too long. */
  public static Name read(XdrReader in) {
    int start = in.position();
    int length = in.length(in.remaining());
    in.position(start);
    if (length > Name.MAX_LENGTH) {
      in.skipOpaque(length);
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NAMETOOLONG);
    }
    byte[] bytes = in.opaque(Name.MAX_LENGTH);
    check(bytes);
    return new Name(bytes);
  }

  private static void check(byte[] bytes) {
    if (bytes.length == 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    if (bytes[0] == '.' && (bytes.length == 1 || (bytes.length == 2 && bytes[1] == '.'))) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADNAME);
    }
    for (byte each : bytes) {
      if (each == '/' || each == 0) {
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADCHAR);
      }
    }
  }
}
