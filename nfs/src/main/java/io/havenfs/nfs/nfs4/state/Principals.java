package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.model.Bytes;
import io.havenfs.rpc.Credential;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Principals of client records (RFC 8881 section 2.4.3), as bytes to be compared. */
final class Principals {
  private Principals() {}

  /**
   * The flavour, and for AUTH_SYS the user. Not the machine's name, which may change in the life of
   * a client.
   */
  static Bytes of(Credential credential) {
    return switch (credential) {
      case Credential.None none -> bytes(none.flavor(), 0);
      case Credential.Sys sys -> bytes(sys.flavor(), sys.uid());
    };
  }

  private static Bytes bytes(int flavor, int user) {
    return new Bytes(ByteBufUtil.getBytes(Unpooled.copyInt(flavor, user)));
  }
}
