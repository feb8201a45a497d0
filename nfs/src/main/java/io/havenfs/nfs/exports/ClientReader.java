package io.havenfs.nfs.exports;

import java.net.InetAddress;
import java.util.OptionalInt;

/** Understands how exports(5) names clients. */
final class ClientReader {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";

  private ClientReader() {}

  static ClientPattern read(ExportsCursor.Token client) throws ExportsException {
    String text = client.text();
    if (text.equals("*")) {
      return new ClientPattern.Anyone();
    }
    if (text.startsWith("@")) {
      throw client.error("netgroups are not supported: '" + text + "'");
    }
    if (text.startsWith("gss/")) {
      throw client.error("'" + text + "' (Kerberos) is not supported");
    }
    if (text.contains("/") || text.contains(":") || text.matches("[0-9.]+")) {
      return network(client);
    }
    return text.matches(".*[*?\\[\\]].*") ? names(client) : host(client);
  }

  private static ClientPattern network(ExportsCursor.Token client) throws ExportsException {
    int slash = client.text().indexOf('/');
    String addressText = slash < 0 ? client.text() : client.text().substring(0, slash);
    InetAddress address = address(client, addressText);
    int bits = address.getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return new ClientPattern.Network(AddressPrefix.of(address, bits));
    }
    ExportsCursor.Token suffix = client.part(slash + 1, client.text().length());
    OptionalInt length = length(suffix, bits);
    if (length.isEmpty()) {
      throw suffix.error(
          "'%s' is neither a prefix length up to %d nor a netmask".formatted(suffix.text(), bits));
    }
    return new ClientPattern.Network(AddressPrefix.of(address, length.getAsInt()));
  }

  private static InetAddress address(ExportsCursor.Token client, String text)
      throws ExportsException {
    if (text.matches(IPV4) || (text.contains(":") && text.matches("[0-9a-fA-F:.]+"))) {
      try {
        return InetAddress.ofLiteral(text);
      } catch (IllegalArgumentException e) {
        // told below
      }
    }
    throw client.error("'" + text + "' is not an address");
  }

  private static OptionalInt length(ExportsCursor.Token suffix, int bits) {
    String text = suffix.text();
    if (text.matches("[0-9]{1,3}")) {
      int length = Integer.parseInt(text);
      return length <= bits ? OptionalInt.of(length) : OptionalInt.empty();
    }
    if (!text.matches(IPV4) || bits != AddressPrefix.IPV4_BITS) {
      return OptionalInt.empty();
    }
    int mask = (int) AddressPrefix.of(InetAddress.ofLiteral(text), bits).low();
    int length = Integer.numberOfLeadingZeros(~mask);
    boolean contiguous = length == bits || mask << length == 0;
    return contiguous ? OptionalInt.of(length) : OptionalInt.empty();
  }

  private static ClientPattern names(ExportsCursor.Token client) throws ExportsException {
    if (client.text().matches("[0-9.*?]+")) {
      throw client.error(
          "patterns match names and not addresses: write a network, such as 192.168.1.0/24");
    }
    checkCharacters(client, "[a-zA-Z0-9._*?\\[\\]-]");
    try {
      return new ClientPattern.Names(NamePattern.of(client.text()));
    } catch (IllegalArgumentException e) {
      throw client.error(String.valueOf(e.getMessage()));
    }
  }

  private static ClientPattern host(ExportsCursor.Token client) throws ExportsException {
    checkCharacters(client, "[a-zA-Z0-9._-]");
    return new ClientPattern.Host(client.text());
  }

  private static void checkCharacters(ExportsCursor.Token client, String allowed)
      throws ExportsException {
    for (int i = 0; i < client.text().length(); i++) {
      String c = client.text().substring(i, i + 1);
      if (!c.matches(allowed)) {
        throw client.part(i, i + 1).error("'" + c + "' cannot be part of a host's name");
      }
    }
  }
}
