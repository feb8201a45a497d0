package io.havenfs.host.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/**
 * Ethernet frames that tell a network which station an address belongs to from now on.
 *
 * <p>For IPv4 these are an ARP announcement as request and as reply (RFC 5227 §3 has the request;
 * some systems only look at replies), for IPv6 an unsolicited neighbour advertisement with the
 * override flag (RFC 4861 §7.2.6).
 */
public final class Announcement {
  private static final int ETHERNET_HEADER = 14;
  private static final short TYPE_ARP = 0x0806;
  private static final short TYPE_IPV6 = (short) 0x86dd;
  private static final int ARP_LENGTH = 28;
  private static final short ARP_HARDWARE_ETHERNET = 1;
  private static final short ARP_PROTOCOL_IPV4 = 0x0800;
  private static final short ARP_REQUEST = 1;
  private static final short ARP_REPLY = 2;
  private static final int IPV6_HEADER = 40;
  private static final int ADVERTISEMENT = 32;
  private static final byte ICMPV6 = 58;
  private static final byte HOP_LIMIT = (byte) 255;
  private static final byte NEIGHBOUR_ADVERTISEMENT = (byte) 136;
  private static final int OVERRIDE = 0x2000_0000;
  private static final byte OPTION_TARGET_LINK_ADDRESS = 2;
  private static final int VERSION_6 = 0x6000_0000;
  private static final MacAddress MAC_ALL_NODES =
      MacAddress.of(HexFormat.of().parseHex("333300000001"));
  private static final byte[] ALL_NODES =
      HexFormat.of().parseHex("ff020000000000000000000000000001");

  private Announcement() {}

  /** The frames that announce {@code address} at the station {@code mac}, to be sent in order. */
  public static List<byte[]> frames(InetAddress address, MacAddress mac) {
    return switch (address) {
      case Inet4Address v4 ->
          List.of(arp(ARP_REQUEST, v4.getAddress(), mac), arp(ARP_REPLY, v4.getAddress(), mac));
      case Inet6Address v6 -> List.of(advertisement(v6.getAddress(), mac));
      default -> throw new IllegalArgumentException(address.toString());
    };
  }

  private static byte[] arp(short operation, byte[] address, MacAddress mac) {
    byte[] bytes = new byte[ETHERNET_HEADER + ARP_LENGTH];
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    ethernet(frame, MacAddress.BROADCAST, mac, TYPE_ARP);
    frame.putShort(ARP_HARDWARE_ETHERNET).putShort(ARP_PROTOCOL_IPV4);
    frame.put((byte) MacAddress.LENGTH).put((byte) address.length).putShort(operation);
    frame.put(mac.bytes()).put(address);
    // RFC 5227 §3: the target hardware address of a request is ignored and should be zero.
    frame.put(operation == ARP_REQUEST ? new byte[MacAddress.LENGTH] : mac.bytes()).put(address);
    return bytes;
  }

  private static byte[] advertisement(byte[] address, MacAddress mac) {
    byte[] bytes = new byte[ETHERNET_HEADER + IPV6_HEADER + ADVERTISEMENT];
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    ethernet(frame, MAC_ALL_NODES, mac, TYPE_IPV6);
    frame.putInt(VERSION_6).putShort((short) ADVERTISEMENT).put(ICMPV6).put(HOP_LIMIT);
    frame.put(address).put(ALL_NODES);
    int message = frame.position();
    frame.put(NEIGHBOUR_ADVERTISEMENT).put((byte) 0).putShort((short) 0).putInt(OVERRIDE);
    frame.put(address).put(OPTION_TARGET_LINK_ADDRESS).put((byte) 1).put(mac.bytes());
    short checksum =
        new Checksum()
            .add(address)
            .add(ALL_NODES)
            .add(ADVERTISEMENT)
            .add(ICMPV6)
            .add(bytes, message, bytes.length)
            .value();
    frame.putShort(message + 2, checksum);
    return bytes;
  }

  private static void ethernet(ByteBuffer frame, MacAddress to, MacAddress from, short type) {
    frame.put(to.bytes()).put(from.bytes()).putShort(type);
  }
}
