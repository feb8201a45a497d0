package io.havenfs.testkit.seeded;

import java.util.List;
import java.util.random.RandomGenerator;

/** Values drawn from a generator. */
public final class Generate {
  /** Lengths at which something usually changes. */
  private static final int[] NOTABLE = {0, 1, 2, 3, 4, 5, 7, 8, 255, 256, 511, 512, 4095, 4096};

  private Generate() {}

  /** A number from {@code low} to {@code high}, both included. */
  public static int between(RandomGenerator random, int low, int high) {
    return (int) random.nextLong(low, high + 1L);
  }

  /** True in {@code percent} of a hundred cases. */
  public static boolean chance(RandomGenerator random, int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of {@code values}. */
  public static <T> T pick(RandomGenerator random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A length from 0 to {@code max}, often one at which something changes. */
  public static int length(RandomGenerator random, int max) {
    if (random.nextBoolean()) {
      return Math.min(max, NOTABLE[random.nextInt(NOTABLE.length)]);
    }
    return between(random, 0, max);
  }

  /** {@code length} arbitrary bytes. */
  public static byte[] bytes(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * A file's name: 1 to {@code max} bytes, any but {@code /} and NUL, not {@code .} or {@code ..}.
   */
  public static byte[] name(RandomGenerator random, int max) {
    byte[] name = bytes(random, Math.max(1, length(random, max)));
    for (int i = 0; i < name.length; i++) {
      if (name[i] == 0 || name[i] == '/' || name[i] == '.') {
        name[i] = (byte) between(random, 'a', 'z');
      }
    }
    return name;
  }

  /** Lower-case text of 1 to {@code max} letters. */
  public static String word(RandomGenerator random, int max) {
    StringBuilder word = new StringBuilder();
    for (int left = between(random, 1, max); left > 0; left--) {
      word.append((char) between(random, 'a', 'z'));
    }
    return word.toString();
  }
}
