package io.havenfs.nfs.exports;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The first {@code length} bits of an IPv4 or IPv6 address; the bits behind them are zero.
 *
 * @param ipv6 which kind of address
 * @param high the first 64 bits of an IPv6 address; zero for IPv4
 * @param low the last 64 bits of an IPv6 address; the IPv4 address as an unsigned number
 * @param length bits that count, up to 32 or 128
 */
record AddressPrefix(boolean ipv6, long high, long low, int length) {
  static final int IPV4_BITS = 32;
  static final int IPV6_BITS = 128;

  AddressPrefix {
    if (length < 0 || length > (ipv6 ? IPV6_BITS : IPV4_BITS)) {
      throw new IllegalArgumentException("prefix length " + length);
    }
    high &= mask(length);
    low &= ipv6 ? mask(length - 64) : mask(length + 32);
  }

  /** The upper {@code bits} of 64, all for more and none for less. */
  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
  }

  static AddressPrefix of(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? new AddressPrefix(true, number(bytes, 0, 8), number(bytes, 8, 16), length)
        : new AddressPrefix(false, 0, number(bytes, 0, 4), length);
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }

  boolean isSingle() {
    return length == (ipv6 ? IPV6_BITS : IPV4_BITS);
  }

  boolean contains(InetAddress address) {
    return address instanceof Inet6Address == ipv6 && of(address, length).equals(this);
  }

  @Override
  public String toString() {
    return isSingle() ? addressText() : addressText() + "/" + length;
  }

  private String addressText() {
    if (!ipv6) {
      return (low >> 24) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4)) & 0xffff);
    }
    return Ipv6Text.of(groups);
  }
}
