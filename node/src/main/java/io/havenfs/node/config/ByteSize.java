package io.havenfs.node.config;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as text: a number of bytes, or of KiB, MiB, GiB or TiB. */
final class ByteSize {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})([KMGT]iB)?");
  private static final String UNITS = "KMGT";
  private static final int UNIT_BITS = 10;

  private ByteSize() {}

  static OptionalLong parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    int bits = unit == null ? 0 : UNIT_BITS * (1 + UNITS.indexOf(unit.charAt(0)));
    return number > Long.MAX_VALUE >> bits ? OptionalLong.empty() : OptionalLong.of(number << bits);
  }

  /** The size in the largest unit that divides it. */
  static String text(long bytes) {
    int unit = -1;
    long number = bytes;
    while (number != 0 && number % (1 << UNIT_BITS) == 0 && unit + 1 < UNITS.length()) {
      number >>= UNIT_BITS;
      unit++;
    }
    return unit < 0 ? Long.toString(number) : number + UNITS.substring(unit, unit + 1) + "iB";
  }
}
