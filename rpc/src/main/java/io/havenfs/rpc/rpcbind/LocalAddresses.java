package io.havenfs.rpc.rpcbind;

import io.havenfs.rpc.RpcCall;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;

/** Which of this host's addresses a caller sees. */
final class LocalAddresses {
  private static final int DISCARD_PORT = 9;

  private LocalAddresses() {}

  /**
   * The address that the call was sent to. A UDP socket bound to the wildcard address does not say;
   * then the one from which packets to the caller would leave (the kernel's routing answers that;
   * nothing is sent).
   */
  static InetAddress seenBy(RpcCall call) {
    InetAddress local = call.localAddress().getAddress();
    if (!local.isAnyLocalAddress()) {
      return local;
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(call.remoteAddress().getAddress(), DISCARD_PORT);
      return socket.getLocalAddress();
    } catch (SocketException unreachable) {
      return local;
    }
  }
}
