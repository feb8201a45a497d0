package io.havenfs.rpc.rpcbind;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Universal addresses (RFC 5665 section 5.2.3): the numeric address, and the port as two decimal
 * octets, all joined by dots.
 */
final class UniversalAddress {
  private static final Pattern NUMERIC = Pattern.compile("[0-9a-fA-F.:]{2,45}");
  private static final int OCTET = 256;

  private UniversalAddress() {}

  static String format(InetSocketAddress address) {
    return format(address.getAddress(), address.getPort());
  }

  static String format(InetAddress host, int port) {
    return NetUtil.toAddressString(host) + '.' + port / OCTET + '.' + port % OCTET;
  }

  /** The address that the text stands for; empty if it is not a universal address. */
  static Optional<InetSocketAddress> parse(String text) {
    int low = text.lastIndexOf('.');
    int high = text.lastIndexOf('.', low - 1);
    if (low < 0 || high < 0 || !NUMERIC.matcher(text.substring(0, high)).matches()) {
      return Optional.empty();
    }
    try {
      int port = octet(text.substring(high + 1, low)) * OCTET + octet(text.substring(low + 1));
      return Optional.of(
          new InetSocketAddress(InetAddress.ofLiteral(text.substring(0, high)), port));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static int octet(String text) {
    int value = Integer.parseInt(text);
    if (value < 0 || value >= OCTET) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }
}
