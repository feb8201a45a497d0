package io.havenfs.node.config;

import java.util.Optional;

/**
 * An address to listen on, as written.
 *
 * @param host an address, a name to be resolved, or {@code *} for all addresses
 * @param port 0 to 65535; 0 lets the system choose
 */
public record HostPort(String host, int port) {
  /** Stands for all addresses. */
  public static final String ANY_HOST = "*";

  private static final int MAX_PORT = 65535;

  public HostPort {
    if (host.isEmpty() || port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(host + ":" + port);
    }
  }

  /** Whether this means all addresses of the machine. */
  public boolean isAnyHost() {
    return host.equals(ANY_HOST) || host.equals("0.0.0.0") || host.equals("::");
  }

  /** Reads {@code HOST:PORT}, with an IPv6 address in brackets. */
  static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.matches("\\[[0-9a-fA-F:.%a-z]+]");
    if (!(bracketed || host.matches("\\*|[a-zA-Z0-9._-]+")) || !port.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(port);
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return number > MAX_PORT ? Optional.empty() : Optional.of(new HostPort(bare, number));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
