package io.havenfs.quorum.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that clients mount, and its NFS port.
 *
 * <p>With a prefix (and perhaps a device) the node that serves adds the address to the device, and
 * removes it when it stops; without one the address must be there already, as all of 127.0.0.0/8
 * is.
 *
 * @param ip an IPv4 or IPv6 address in its usual text
 * @param prefix the length of the network's prefix
 * @param device the network device; absent: the one on which the network of the address is
 * @param port the port of NFS
 */
public record ServiceAddress(String ip, OptionalInt prefix, Optional<String> device, int port) {
  /** The port of NFS where none is named. */
  public static final int DEFAULT_PORT = 2049;

  private static final int MAX_PREFIX = 128;
  private static final int MAX_PREFIX_IPV4 = 32;
  private static final Pattern IP = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern DEVICE = Pattern.compile("[^\\s/:\\]]{1,15}");
  private static final String BARE =
      "(?<ip>[^/%\\[\\]]+?)(/(?<prefix>\\d{1,3})(%(?<dev>[^:\\]]+))?)?";
  private static final Pattern PLAIN =
      Pattern.compile(BARE.replace("\\]]+?", ":\\]]+?") + "(:(?<port>\\d{1,5}))?");
  private static final Pattern BRACKETS = Pattern.compile("\\[" + BARE + "](:(?<port>\\d{1,5}))?");
  private static final Pattern NO_PORT = Pattern.compile(BARE + "(?<port>)");

  public ServiceAddress {
    if (!IP.matcher(ip).matches()) {
      throw new IllegalArgumentException(Printable.of(ip) + " is not an IP address");
    }
    int most = ip.indexOf(':') >= 0 ? MAX_PREFIX : MAX_PREFIX_IPV4;
    if (prefix.isPresent() && (prefix.getAsInt() < 1 || prefix.getAsInt() > most)) {
      throw new IllegalArgumentException(ip + ": the prefix is not from 1 to " + most);
    }
    if (device.isPresent() && !DEVICE.matcher(device.get()).matches()) {
      throw new IllegalArgumentException(
          ip + ": " + Printable.of(device.get()) + " is not a network device's name");
    }
    if (device.isPresent() && prefix.isEmpty()) {
      throw new IllegalArgumentException(ip + ": a device is named but no prefix");
    }
    Ports.checked(ip + ": port", port);
  }

  /**
   * Reads {@code IP[/prefix[%device]][:port]}. An IPv6 address with a port is in brackets: {@code
   * [fd00::1/64%eth0]:2049}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static ServiceAddress parse(String text) {
    for (Pattern form : new Pattern[] {PLAIN, BRACKETS, NO_PORT}) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        return read(matcher);
      }
    }
    throw new IllegalArgumentException(
        Printable.of(text) + " is not an address: IP[/prefix[%device]][:port]");
  }

  private static ServiceAddress read(Matcher matcher) {
    String prefix = matcher.group("prefix");
    String port = matcher.group("port");
    return new ServiceAddress(
        matcher.group("ip"),
        prefix == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(prefix)),
        Optional.ofNullable(matcher.group("dev")),
        port == null || port.isEmpty() ? DEFAULT_PORT : Integer.parseInt(port));
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    String bare =
        ip
            + (prefix.isPresent() ? "/" + prefix.getAsInt() : "")
            + device.map(name -> "%" + name).orElse("");
    return (ip.indexOf(':') >= 0 ? "[" + bare + "]" : bare) + ":" + port;
  }
}
