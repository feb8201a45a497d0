package io.havenfs.testkit.seeded;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Spoils bytes and text in the ways that find a decoder's mistakes. */
public final class Mutate {
  private static final int MOST_CHANGES = 4;

  private Mutate() {}

  /** A copy of {@code original} with one to four changes. */
  public static byte[] bytes(RandomGenerator random, byte[] original) {
    byte[] bytes = original.clone();
    for (int left = Generate.between(random, 1, MOST_CHANGES); left > 0; left--) {
      bytes = changed(random, bytes);
    }
    return bytes;
  }

  private static byte[] changed(RandomGenerator random, byte[] bytes) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    return switch (random.nextInt(6)) {
      case 0 -> flipped(random, bytes, at);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> inserted(random, bytes, at);
      case 3 -> removed(random, bytes, at);
      case 4 -> doubled(random, bytes, at);
      default -> extremeWord(random, bytes, at);
    };
  }

  private static byte[] flipped(RandomGenerator random, byte[] bytes, int at) {
    if (bytes.length > 0) {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] inserted(RandomGenerator random, byte[] bytes, int at) {
    return spliced(bytes, at, at, Generate.bytes(random, Generate.between(random, 1, 8)));
  }

  private static byte[] removed(RandomGenerator random, byte[] bytes, int at) {
    int end = Math.min(bytes.length, at + Generate.between(random, 1, 8));
    return spliced(bytes, at, end, new byte[0]);
  }

  private static byte[] doubled(RandomGenerator random, byte[] bytes, int at) {
    int end = Math.min(bytes.length, at + Generate.between(random, 1, 64));
    return spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
  }

  /** Puts a 32-bit number that lengths and counts break at on a 4-byte boundary. */
  private static byte[] extremeWord(RandomGenerator random, byte[] bytes, int at) {
    int[] extremes = {0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x7ffffffc, 0x10000};
    int word = extremes[random.nextInt(extremes.length)];
    int start = at & ~3;
    for (int i = 0; i < 4 && start + i < bytes.length; i++) {
      bytes[start + i] = (byte) (word >>> (24 - 8 * i));
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + middle.length);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
    return result;
  }

  /** A copy of {@code original} with one to four characters or stretches changed. */
  public static String text(RandomGenerator random, String original, String alphabet) {
    StringBuilder text = new StringBuilder(original);
    for (int left = Generate.between(random, 1, MOST_CHANGES); left > 0; left--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(4));
      char fresh = alphabet.charAt(random.nextInt(alphabet.length()));
      text.replace(at, end, random.nextBoolean() ? String.valueOf(fresh) : "");
    }
    return text.toString();
  }
}
