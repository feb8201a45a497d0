package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Lease;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.rpc.Credential;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;

/** Who calls: principals of client records (RFC 8881 section 2.4.3), to be compared, and where. */
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

  /** Where the client of a request is, for operators. */
  static Lease.Heard heard(Compound compound) {
    InetAddress address = compound.call().remoteAddress().getAddress();
    return new Lease.Heard(ClientAddress.of(address), compound.minorVersion());
  }

  private static Bytes bytes(int flavor, int user) {
    return new Bytes(ByteBufUtil.getBytes(Unpooled.copyInt(flavor, user)));
  }
}
