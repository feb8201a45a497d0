package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.model.Bytes;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Decodes {@code callback_sec_parms4<>} (RFC 8881 section 18.33.1): as whom the client accepts
 * calls. Kept as it came, until there is something to call for.
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

  /** The first of the flavours kept that can be used here; nobody in particular if none can. */
  static Credential credential(Bytes kept) {
    XdrReader in = new XdrReader(Unpooled.wrappedBuffer(kept.array()));
    int count = in.length(MAX_ENTRIES);
    for (int i = 0; i < count; i++) {
      int start = in.position();
      if (in.int32() == AUTH_SYS) {
        return sys(in);
      }
      in.position(start);
      skip(in);
    }
    return Credential.NONE;
  }

  private static Credential sys(XdrReader in) {
    int stamp = in.int32();
    String machine = in.utf8(Credential.Sys.MAX_MACHINE);
    int uid = in.int32();
    int gid = in.int32();
    int[] gids = new int[in.length(Credential.Sys.MAX_GIDS)];
    for (int i = 0; i < gids.length; i++) {
      gids[i] = in.int32();
    }
    return new Credential.Sys(stamp, machine, uid, gid, gids);
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
