package io.havenfs.nfs.nfs4.file;

import io.havenfs.rpc.xdr.XdrWriter;

/** The flavours with which any object may be accessed, as {@code SECINFO4resok}. */
final class SecurityFlavors {
  private static final int AUTH_SYS = 1;

  private SecurityFlavors() {}

  static void write(XdrWriter out) {
    out.int32(1);
    out.int32(AUTH_SYS);
  }
}
