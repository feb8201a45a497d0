package io.havenfs.rpc.rpcbind;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Where rpcbind is found or served.
 *
 * @param socket the system's stream socket in the file system
 * @param system the system's TCP address
 * @param builtin where ours listens, over TCP and UDP
 */
public record RpcbindPlace(Path socket, InetSocketAddress system, InetSocketAddress builtin) {
  /** Where everybody expects it. */
  public static RpcbindPlace standard() {
    return new RpcbindPlace(
        Path.of("/run/rpcbind.sock"),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), RpcbindProtocol.PORT),
        new InetSocketAddress(RpcbindProtocol.PORT));
  }
}
