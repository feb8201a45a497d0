package io.havenfs.nfs.exports;

/** IPv6 addresses in the canonical text form of RFC 5952. */
final class Ipv6Text {
  private Ipv6Text() {}

  static String of(int[] groups) {
    int bestStart = -1;
    int bestLength = 1; // a single zero group is not shortened
    for (int i = 0; i < groups.length; i++) {
      int length = zerosFrom(groups, i);
      if (length > bestLength) {
        bestStart = i;
        bestLength = length;
      }
    }
    if (bestStart < 0) {
      return join(groups, 0, groups.length);
    }
    return join(groups, 0, bestStart) + "::" + join(groups, bestStart + bestLength, groups.length);
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < groups.length && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
