package io.havenfs.nfs.nfs3;

import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrReader;
import java.net.InetSocketAddress;
import java.util.zip.CRC32C;

/** Makes the key by which a request is known again when it is sent again. */
final class Keys {
  private Keys() {}

  /** The key of a call none of whose arguments has been read yet. */
  static RequestKey of(RpcCall call) {
    InetSocketAddress client = call.remoteAddress();
    return new RequestKey(
        ClientAddress.of(client.getAddress()),
        client.getPort(),
        call.xid(),
        call.program(),
        call.version(),
        call.procedure(),
        checksum(call.arguments()) ^ user(call.credential()));
  }

  /** Length and CRC of the arguments. */
  private static long checksum(XdrReader arguments) {
    int length = arguments.remaining();
    CRC32C crc = new CRC32C();
    crc.update(arguments.buffer().nioBuffer(arguments.position(), length));
    return (long) length << 32 | crc.getValue();
  }

  private static long user(Credential credential) {
    return switch (credential) {
      case Credential.None none -> 0;
      case Credential.Sys sys -> (31L * sys.uid() + sys.gid() + 1) * 0x9e37_79b9_7f4a_7c15L;
    };
  }
}
