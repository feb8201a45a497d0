package io.havenfs.rpc.rpcbind;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** The network identifiers of the transports we serve (RFC 5665 section 4). */
public enum Netid {
  /** TCP over IPv4. */
  TCP("tcp", 6, 3, "inet", "tcp"),
  /** UDP over IPv4. */
  UDP("udp", 17, 1, "inet", "udp"),
  /** TCP over IPv6. */
  TCP6("tcp6", 6, 3, "inet6", "tcp"),
  /** UDP over IPv6. */
  UDP6("udp6", 17, 1, "inet6", "udp");

  private final String id;
  private final int protocol;
  private final int semantics;
  private final String family;
  private final String protocolName;

  Netid(String id, int protocol, int semantics, String family, String protocolName) {
    this.id = id;
    this.protocol = protocol;
    this.semantics = semantics;
    this.family = family;
    this.protocolName = protocolName;
  }

  /** The identifier on the wire. */
  public String id() {
    return id;
  }

  /** The Internet protocol's number, with which version 2 names the transport. */
  public int protocol() {
    return protocol;
  }

  /** {@code r_nc_semantics}: 1 connectionless, 3 connection-oriented with orderly release. */
  public int semantics() {
    return semantics;
  }

  /** The protocol family's name. */
  public String family() {
    return family;
  }

  /** The protocol's name. */
  public String protocolName() {
    return protocolName;
  }

  /** Whether it runs over IPv6. */
  public boolean isIpv6() {
    return this == TCP6 || this == UDP6;
  }

  /** The netid with this identifier. */
  public static Optional<Netid> of(String id) {
    for (Netid netid : values()) {
      if (netid.id.equals(id)) {
        return Optional.of(netid);
      }
    }
    return Optional.empty();
  }

  /** The IPv4 netid with this protocol number. */
  public static Optional<Netid> ofProtocol(int protocol) {
    return switch (protocol) {
      case 6 -> Optional.of(TCP);
      case 17 -> Optional.of(UDP);
      default -> Optional.empty();
    };
  }

  /** The netid of a transport and an address. */
  public static Netid of(boolean stream, InetAddress address) {
    if (address instanceof Inet6Address) {
      return stream ? TCP6 : UDP6;
    }
    return stream ? TCP : UDP;
  }
}
