package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.model.Bytes;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBufUtil;

/**
 * Decodes {@code callback_sec_parms4<>} (RFC 8881 section 18.33.1): as whom the client would accept
 * calls. Kept as it came, for whoever will call.
 */
final class CallbackSecurity {
  private static final int AUTH_NONE = 0;
  private static final int AUTH_SYS = 1;
  private static final int RPCSEC_GSS = 6;
  private static final int MAX_ENTRIES = 16;
  private static final int MAX_HANDLE = 1024;

  private CallbackSecurity() {}

  static Bytes read(XdrReader in) {
    int start = in.position();
    int count = in.length(MAX_ENTRIES);
    for (int i = 0; i < count; i++) {
      skip(in);
    }
    return new Bytes(ByteBufUtil.getBytes(in.buffer(), start, in.position() - start));
  }

  private static void skip(XdrReader in) {
    int flavor = in.int32();
    switch (flavor) {
      case AUTH_NONE -> {}
      case AUTH_SYS -> {
        in.int32();
        in.skipOpaque(Credential.Sys.MAX_MACHINE);
        in.int64();
        int gids = in.length(Credential.Sys.MAX_GIDS);
        in.skipFixedOpaque(4 * gids);
      }
      case RPCSEC_GSS -> {
        in.int32();
        in.skipOpaque(MAX_HANDLE);
        in.skipOpaque(MAX_HANDLE);
      }
      default -> throw new XdrException("cb_secflavor is " + flavor);
    }
  }
}
