package io.havenfs.host.address;

import io.havenfs.host.linux.Errno;
import io.havenfs.host.linux.FileCalls;
import io.havenfs.host.linux.SocketCalls;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A socket that sends packets as they are; needs CAP_NET_RAW. Used by one thread at a time. */
final class RawSocket implements AutoCloseable {
  private static final int LINK_ADDRESS_BYTES = 20;
  private static final int INET_ADDRESS_BYTES = 16;
  private static final int INET6_ADDRESS_BYTES = 28;

  private final int fd;
  private final byte[] destination;

  private RawSocket(int fd, byte[] destination) {
    this.fd = fd;
    this.destination = destination;
  }

  /** For whole Ethernet frames out of {@code device}. */
  static RawSocket ofDevice(NetworkInterface device) throws IOException {
    // struct sockaddr_ll: family, protocol, index, hardware type, packet type, length, address.
    byte[] link =
        ByteBuffer.allocate(LINK_ADDRESS_BYTES)
            .order(ByteOrder.nativeOrder())
            .putShort((short) SocketCalls.AF_PACKET)
            .putShort((short) 0)
            .putInt(device.getIndex())
            .array();
    return new RawSocket(open(SocketCalls.AF_PACKET, 0, "packets"), link);
  }

  /** For whole IP packets to {@code host}, by the routes of this host. */
  static RawSocket to(InetAddress host) throws IOException {
    boolean v4 = host instanceof Inet4Address;
    ByteBuffer address =
        ByteBuffer.allocate(v4 ? INET_ADDRESS_BYTES : INET6_ADDRESS_BYTES)
            .order(ByteOrder.nativeOrder());
    // struct sockaddr_in and sockaddr_in6: family, port (zero), in the latter flow label, address.
    address.putShort((short) (v4 ? SocketCalls.AF_INET : SocketCalls.AF_INET6)).putShort((short) 0);
    if (!v4) {
      address.putInt(0);
    }
    address.put(host.getAddress());
    int family = v4 ? SocketCalls.AF_INET : SocketCalls.AF_INET6;
    return new RawSocket(open(family, SocketCalls.IPPROTO_RAW, "IP"), address.array());
  }

  private static int open(int family, int protocol, String what) throws IOException {
    int fd = SocketCalls.socket(family, SocketCalls.SOCK_RAW, protocol);
    if (fd < 0) {
      throw new IOException("raw socket for " + what + ": " + Errno.text(-fd));
    }
    return fd;
  }

  void send(byte[] packet) throws IOException {
    long sent = SocketCalls.sendto(fd, packet, destination);
    if (sent < 0) {
      throw new IOException("raw send: " + Errno.text((int) -sent));
    }
  }

  @Override
  public void close() {
    FileCalls.close(fd);
  }
}
