package io.havenfs.engine.store;

/** Non-negative ints in 1 to 5 bytes, seven bits each, the lowest first. */
final class Varint {
  private Varint() {}

  /** Writes {@code value} and returns the index behind it. */
  static int put(byte[] target, int index, int value) {
    int at = index;
    int rest = value;
    while (rest >= 0x80) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  /** The value at {@code index}. */
  static int get(byte[] source, int index) {
    int value = 0;
    for (int at = index, shift = 0; ; at++, shift += 7) {
      value |= (source[at] & 0x7f) << shift;
      if (source[at] >= 0) {
        return value;
      }
    }
  }

  /** How many bytes {@code value} takes. */
  static int bytes(int value) {
    return value == 0 ? 1 : (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7;
  }
}
