package io.havenfs.nfs.service;

import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrReader;
import java.net.InetSocketAddress;
import java.util.zip.CRC32C;

/** Makes the key by which a request is known again when it is sent again. */
public final class RequestKeys {
  private RequestKeys() {}

  /** The key of a call none of whose arguments has been read yet. */
  public static RequestKey of(RpcCall call) {
    return of(call, call.arguments().position());
  }

  /** The key of a call whose arguments begin at {@code start} of their buffer. */
  public static RequestKey of(RpcCall call, int start) {
    InetSocketAddress client = call.remoteAddress();
    return new RequestKey(
        ClientAddress.of(client.getAddress()),
        client.getPort(),
        call.xid(),
        call.program(),
        call.version(),
        call.procedure(),
        checksum(call.arguments(), start) ^ user(call.credential()));
  }

  /** Length and CRC of the arguments. */
  private static long checksum(XdrReader arguments, int start) {
    int length = arguments.remaining() + arguments.position() - start;
    CRC32C crc = new CRC32C();
    crc.update(arguments.buffer().nioBuffer(start, length));
    return (long) length << 32 | crc.getValue();
  }

  private static long user(Credential credential) {
    return switch (credential) {
      case Credential.None none -> 0;
      case Credential.Sys sys -> (31L * sys.uid() + sys.gid() + 1) * 0x9e37_79b9_7f4a_7c15L;
    };
  }
}
