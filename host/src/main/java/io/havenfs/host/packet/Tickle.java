package io.havenfs.host.packet;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A TCP segment that makes a client notice that its server has moved: an ACK with sequence numbers
 * that cannot be right, from the service address.
 *
 * <p>A client whose connection is established answers with an acknowledgement of its own (RFC 9293
 * §3.10.7.4: unacceptable segment), which reaches a host that knows no such connection, so it gets
 * a reset that it believes, and connects again at once instead of waiting for its retransmission
 * timer. A Linux client that is just connecting sends its SYN again at once.
 */
public final class Tickle {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final byte TCP = 6;
  private static final byte TTL = 64;
  private static final byte FLAG_ACK = 0x10;
  private static final short DONT_FRAGMENT = 0x4000;
  private static final int VERSION_6 = 0x6000_0000;
  private static final int IPV4_LENGTH = 4;

  private Tickle() {}

  /** The IP packet, header included, from {@code service} to {@code client}; of one family. */
  public static byte[] packet(InetSocketAddress service, InetSocketAddress client) {
    byte[] from = service.getAddress().getAddress();
    byte[] to = client.getAddress().getAddress();
    if (from.length != to.length) {
      throw new IllegalArgumentException(service + " and " + client + " are of two families");
    }
    boolean v4 = from.length == IPV4_LENGTH;
    byte[] packet = new byte[(v4 ? IPV4_HEADER : IPV6_HEADER) + TCP_HEADER];
    if (v4) {
      ipv4(packet, from, to);
    } else {
      ipv6(packet, from, to);
    }
    tcp(packet, service, client);
    return packet;
  }

  private static void ipv4(byte[] packet, byte[] from, byte[] to) {
    ByteBuffer header = ByteBuffer.wrap(packet);
    header.put((byte) 0x45).put((byte) 0).putShort((short) packet.length);
    header.putShort((short) 0).putShort(DONT_FRAGMENT);
    header.put(TTL).put(TCP).putShort((short) 0).put(from).put(to);
    header.putShort(10, new Checksum().add(packet, 0, IPV4_HEADER).value());
  }

  private static void ipv6(byte[] packet, byte[] from, byte[] to) {
    ByteBuffer header = ByteBuffer.wrap(packet);
    header.putInt(VERSION_6).putShort((short) TCP_HEADER).put(TCP).put(TTL).put(from).put(to);
  }

  private static void tcp(byte[] packet, InetSocketAddress service, InetSocketAddress client) {
    int start = packet.length - TCP_HEADER;
    ByteBuffer segment = ByteBuffer.wrap(packet).position(start);
    segment.putShort((short) service.getPort()).putShort((short) client.getPort());
    segment.putInt(0).putInt(0);
    segment.put((byte) ((TCP_HEADER / 4) << 4)).put(FLAG_ACK).putShort((short) 0).putInt(0);
    short checksum =
        new Checksum()
            .add(service.getAddress().getAddress())
            .add(client.getAddress().getAddress())
            .add(TCP)
            .add(TCP_HEADER)
            .add(packet, start, packet.length)
            .value();
    segment.putShort(start + 16, checksum);
  }
}
