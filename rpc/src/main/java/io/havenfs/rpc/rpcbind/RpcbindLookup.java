package io.havenfs.rpc.rpcbind;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.xdr.XdrReader;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks another host's rpcbind, over UDP, where a program is served: by version 2 over IPv4, which
 * everybody has, and by version 4 over IPv6, of which version 2 knows nothing. Never blocks.
 */
public final class RpcbindLookup {
  /** Where rpcbind is served. */
  public static final int PORT = RpcbindProtocol.PORT;

  private static final CallHeader VERSION_4 =
      new CallHeader(RpcbindProtocol.PROGRAM, RpcbindProtocol.V4, Credential.NONE);
  private static final CallHeader VERSION_2 =
      new CallHeader(RpcbindProtocol.PROGRAM, RpcbindProtocol.V2, Credential.NONE);
  private static final int LARGEST_PORT = 0xffff;

  private RpcbindLookup() {}

  /**
   * The port of a version of a program; 0 when it is not registered there.
   *
   * @param rpcbind the other host's rpcbind
   * @param local where to ask from; null for wherever the route leads
   * @param stream whether it is to be had over TCP, or UDP
   */
  public static CompletableFuture<Integer> port(
      RpcClient client,
      InetSocketAddress rpcbind,
      @Nullable InetSocketAddress local,
      int program,
      int version,
      boolean stream) {
    Netid netid = Netid.of(stream, rpcbind.getAddress());
    return client
        .connectUdp(rpcbind, local)
        .thenCompose(
            connection ->
                ask(connection, netid, program, version)
                    .whenComplete((port, failure) -> connection.close()));
  }

  private static CompletableFuture<Integer> ask(
      RpcConnection connection, Netid netid, int program, int version) {
    if (netid.isIpv6()) {
      Rpcb wanted = new Rpcb(program, version, netid.id(), "", "");
      return RpcClient.call(
          connection,
          VERSION_4,
          RpcbindProtocol.GETADDR,
          wanted::encode,
          RpcbindLookup::portOfAddress);
    }
    return RpcClient.call(
        connection,
        VERSION_2,
        RpcbindProtocol.GETADDR,
        arguments -> {
          arguments.int32(program);
          arguments.int32(version);
          arguments.int32(netid.protocol());
          arguments.int32(0);
        },
        results -> results.length(LARGEST_PORT));
  }

  private static int portOfAddress(XdrReader results) {
    return UniversalAddress.parse(results.utf8(Rpcb.MAX_STRING))
        .map(InetSocketAddress::getPort)
        .orElse(0);
  }
}
