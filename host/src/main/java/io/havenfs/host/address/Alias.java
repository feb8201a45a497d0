package io.havenfs.host.address;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address that comes to this host and goes again.
 *
 * @param address the address
 * @param prefix the length of its network's prefix; the whole address's length makes it a host
 *     address, which brings no route with it
 * @param device the network device it is put on; empty: the one whose network it is in
 */
public record Alias(InetAddress address, int prefix, Optional<String> device) {
  private static final String DEVICE_NAME = "[a-zA-Z0-9._-]{1,15}";
  private static final String LITERAL =
      "([0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";

  public Alias {
    if (device.isPresent() && !device.get().matches(DEVICE_NAME)) {
      throw new IllegalArgumentException("'" + device.get() + "' is not a network device's name");
    }
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "'" + address.getHostAddress() + "' cannot be a service's address");
    }
    if (prefix < 1 || prefix > bits(address)) {
      throw new IllegalArgumentException(
          "'" + address.getHostAddress() + "' has no prefix of length " + prefix);
    }
  }

  /**
   * Reads {@code ADDRESS} or {@code ADDRESS@DEVICE}, a host address; names are not resolved.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Alias parse(String text) {
    int at = text.indexOf('@');
    String address = at < 0 ? text : text.substring(0, at);
    if (!address.matches(LITERAL)) {
      throw new IllegalArgumentException("'" + text + "' is not ADDRESS or ADDRESS@DEVICE");
    }
    Optional<String> device = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      return new Alias(literal, bits(literal), device);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
    }
  }

  private static int bits(InetAddress address) {
    return Byte.SIZE * address.getAddress().length;
  }

  /** Whether it is on every host anyway. */
  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  @Override
  public String toString() {
    return address.getHostAddress() + device.map(d -> "@" + d).orElse("");
  }
}
