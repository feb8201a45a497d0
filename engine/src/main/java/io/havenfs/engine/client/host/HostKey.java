package io.havenfs.engine.client.host;

import io.havenfs.engine.reply.ClientAddress;

/**
 * By what a host is known.
 *
 * @param address where it calls from
 * @param name what it calls itself ({@code caller_name})
 */
public record HostKey(ClientAddress address, String name) implements Comparable<HostKey> {
  /** The longest name in bytes of UTF-8 (LM_MAXSTRLEN, SM_MAXSTRLEN). */
  public static final int MAX_NAME = 1024;

  /** Before all names at an address. */
  static HostKey first(ClientAddress address) {
    return new HostKey(address, "");
  }

  @Override
  public int compareTo(HostKey other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : name.compareTo(other.name);
  }
}
