package io.havenfs.rpc.transport;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** This host's addresses. */
final class HostAddresses {
  /** A socket for each of so many; a host with more is something else than a server. */
  static final int MAX = 256;

  private HostAddresses() {}

  /** Those that the host has at the moment. */
  static List<InetAddress> present() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .distinct()
        .limit(MAX)
        .toList();
  }
}
