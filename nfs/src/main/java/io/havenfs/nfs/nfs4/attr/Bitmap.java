package io.havenfs.nfs.nfs4.attr;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * {@code bitmap4}: a set of attribute numbers below 128.
 *
 * @param low numbers 0 to 63
 * @param high numbers 64 to 127
 * @param more whether a decoded one also had numbers from 128 on, none of which is known
 */
public record Bitmap(long low, long high, boolean more) {
  /** The empty set. */
  public static final Bitmap EMPTY = new Bitmap(0, 0, false);

  private static final int WORDS = 4;

  /** The set of {@code numbers}. */
  public static Bitmap of(int... numbers) {
    long low = 0;
    long high = 0;
    for (int number : numbers) {
      if (number < 64) {
        low |= 1L << number;
      } else {
        high |= 1L << (number - 64);
      }
    }
    return new Bitmap(low, high, false);
  }

  /** Decodes one of any length that is there. */
  public static Bitmap read(XdrReader in) {
    int words = in.length(in.remaining() / 4);
    long low = words > 0 ? in.uint32() : 0;
    low |= words > 1 ? in.uint32() << 32 : 0;
    long high = words > 2 ? in.uint32() : 0;
    high |= words > 3 ? in.uint32() << 32 : 0;
    boolean more = false;
    for (int i = WORDS; i < words; i++) {
      more |= in.int32() != 0;
    }
    return low == 0 && high == 0 && !more ? EMPTY : new Bitmap(low, high, more);
  }

  /** Encodes it in as few words as it needs. */
  public void write(XdrWriter out) {
    write(out, low, high);
  }

  static void write(XdrWriter out, long low, long high) {
    int words = 0;
    if (high != 0) {
      words = high >>> 32 != 0 ? 4 : 3;
    } else if (low != 0) {
      words = low >>> 32 != 0 ? 2 : 1;
    }
    out.int32(words);
    for (int i = 0; i < words; i++) {
      long half = i < 2 ? low : high;
      out.int32((int) (half >>> (32 * (i & 1))));
    }
  }

  /** Whether {@code number} is in the set. */
  public boolean has(int number) {
    return number < 64 ? (low >>> number & 1) != 0 : (high >>> (number - 64) & 1) != 0;
  }

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return low == 0 && high == 0 && !more;
  }

  /** What is in both. */
  public Bitmap and(Bitmap other) {
    return new Bitmap(low & other.low, high & other.high, false);
  }

  /** What is in either. */
  public Bitmap or(Bitmap other) {
    return new Bitmap(low | other.low, high | other.high, more || other.more);
  }

  /** What is in this one only. */
  public Bitmap without(Bitmap other) {
    return new Bitmap(low & ~other.low, high & ~other.high, more);
  }
}
