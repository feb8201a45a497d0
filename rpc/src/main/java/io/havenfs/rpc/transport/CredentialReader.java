package io.havenfs.rpc.transport;

import io.havenfs.rpc.Credential;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the bodies of credentials. Remembers the last one, since a client's calls mostly carry
 * the same bytes; so the usual cost is a comparison. Used on one event loop.
 */
final class CredentialReader {
  static final int AUTH_NONE = 0;
  static final int AUTH_SYS = 1;

  private ByteBuf lastBody = Unpooled.EMPTY_BUFFER;
  private Credential.@Nullable Sys last;

  /**
   * The AUTH_SYS credential in {@code length} bytes of {@code buffer} from {@code from}, all of
   * which are there; malformed ones raise {@link XdrException}.
   */
  Credential.Sys sys(ByteBuf buffer, int from, int length) {
    Credential.Sys known = last;
    if (known != null
        && lastBody.readableBytes() == length
        && ByteBufUtil.equals(lastBody, 0, buffer, from, length)) {
      return known;
    }
    Credential.Sys decoded = decode(new XdrReader(buffer, from, from + length));
    byte[] body = new byte[length];
    buffer.getBytes(from, body);
    lastBody = Unpooled.wrappedBuffer(body);
    last = decoded;
    return decoded;
  }

  private static Credential.Sys decode(XdrReader body) {
    int stamp = body.int32();
    String machine = body.utf8(Credential.Sys.MAX_MACHINE);
    int uid = body.int32();
    int gid = body.int32();
    int[] gids = new int[body.length(Credential.Sys.MAX_GIDS)];
    for (int i = 0; i < gids.length; i++) {
      gids[i] = body.int32();
    }
    if (body.remaining() != 0) {
      throw new XdrException("AUTH_SYS: " + body.remaining() + " bytes too many");
    }
    return new Credential.Sys(stamp, machine, uid, gid, gids);
  }
}
