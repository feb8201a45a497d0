package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * Decodes {@code state_protect4_a} (RFC 8881 section 18.35.1). Only SP4_NONE is had: machine
 * credentials need RPCSEC_GSS, without which the RFC wants NFS4ERR_INVAL, and of the algorithms of
 * SSV none is supported.
 */
final class StateProtection {
  static final int SP4_NONE = 0;
  private static final int SP4_MACH_CRED = 1;
  private static final int SP4_SSV = 2;
  private static final int MAX_ALGORITHM_ID = 1024;

  private StateProtection() {}

  /** What the kind of protection leads to. */
  static Nfs4Status read(XdrReader in) {
    int kind = in.int32();
    return switch (kind) {
      case SP4_NONE -> Nfs4Status.NFS4_OK;
      case SP4_MACH_CRED -> {
        readOperations(in);
        yield Nfs4Status.NFS4ERR_INVAL;
      }
      case SP4_SSV -> {
        readOperations(in);
        readAlgorithms(in);
        readAlgorithms(in);
        in.int32();
        in.int32();
        yield Nfs4Status.NFS4ERR_HASH_ALG_UNSUPP;
      }
      default -> throw new XdrException("state_protect_how4 is " + kind);
    };
  }

  private static void readOperations(XdrReader in) {
    Bitmap.read(in);
    Bitmap.read(in);
  }

  private static void readAlgorithms(XdrReader in) {
    int count = in.length(in.remaining() / 4);
    for (int i = 0; i < count; i++) {
      in.skipOpaque(MAX_ALGORITHM_ID);
    }
  }
}
