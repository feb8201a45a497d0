package io.havenfs.host.address;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address that a service is reached at.
 *
 * @param address the address
 * @param device the network device it is put on; empty: the one whose network it is in
 */
public record ServiceAddress(InetAddress address, Optional<String> device) {
  private static final String DEVICE_NAME = "[a-zA-Z0-9._-]{1,15}";
  private static final String LITERAL =
      "([0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";

  public ServiceAddress {
    if (device.isPresent() && !device.get().matches(DEVICE_NAME)) {
      throw new IllegalArgumentException("'" + device.get() + "' is not a network device's name");
    }
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "'" + address.getHostAddress() + "' cannot be a service's address");
    }
  }

  /**
   * Reads {@code ADDRESS} or {@code ADDRESS@DEVICE}; names are not resolved.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static ServiceAddress parse(String text) {
    int at = text.indexOf('@');
    String address = at < 0 ? text : text.substring(0, at);
    if (!address.matches(LITERAL)) {
      throw new IllegalArgumentException("'" + text + "' is not ADDRESS or ADDRESS@DEVICE");
    }
    Optional<String> device = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
    try {
      return new ServiceAddress(InetAddress.ofLiteral(address), device);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
    }
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
