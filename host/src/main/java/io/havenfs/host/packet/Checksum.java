package io.havenfs.host.packet;

/** The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum. */
final class Checksum {
  private long sum;

  /** Adds bytes; a part of odd length must be the last one. */
  Checksum add(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i += 2) {
      int low = i + 1 < to ? bytes[i + 1] & 0xff : 0;
      sum += (bytes[i] & 0xff) << 8 | low;
    }
    return this;
  }

  Checksum add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  /** Adds a number of 32 bits. */
  Checksum add(int word) {
    sum += (word >>> 16) + (word & 0xffff);
    return this;
  }

  /** What is put into the packet; zero when the packet summed holds its own checksum already. */
  short value() {
    long folded = sum;
    while (folded >> 16 != 0) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (short) ~folded;
  }
}
