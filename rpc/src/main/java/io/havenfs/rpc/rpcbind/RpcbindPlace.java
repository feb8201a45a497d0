package io.havenfs.rpc.rpcbind;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Where rpcbind is found or served.
 *
 * @param socket the system's stream socket in the file system
 * @param system the system's TCP address
 * @param builtin where ours listens, over TCP and UDP; each address tells of the programs that are
 *     served there, and of no others
 * @param floating whether those addresses come to this host and go again
 */
public record RpcbindPlace(
    Path socket, InetSocketAddress system, List<InetSocketAddress> builtin, boolean floating) {
  private static final Path SOCKET = Path.of("/run/rpcbind.sock");

  public RpcbindPlace {
    builtin = List.copyOf(builtin);
  }

  /** Where everybody expects it, at all addresses of this host. */
  public static RpcbindPlace standard() {
    return new RpcbindPlace(
        SOCKET, onLoopback(), List.of(new InetSocketAddress(RpcbindProtocol.PORT)), false);
  }

  /** Ours only at these addresses, which come to this host and go again. */
  public static RpcbindPlace floating(Collection<InetAddress> addresses) {
    return new RpcbindPlace(
        SOCKET,
        onLoopback(),
        addresses.stream()
            .distinct()
            .map(address -> new InetSocketAddress(address, RpcbindProtocol.PORT))
            .toList(),
        true);
  }

  private static InetSocketAddress onLoopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), RpcbindProtocol.PORT);
  }
}
