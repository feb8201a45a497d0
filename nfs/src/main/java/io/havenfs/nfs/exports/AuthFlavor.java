package io.havenfs.nfs.exports;

import java.util.Comparator;
import java.util.Set;

/** How a client may say who its users are; the values of {@code sec=}. */
public enum AuthFlavor {
  /** Not at all (AUTH_NONE): everybody is anonymous. */
  NONE(0),
  /** By numbers that are believed (AUTH_SYS). */
  SYS(1);

  private final int number;

  AuthFlavor(int number) {
    this.number = number;
  }

  /** Its number on the wire (RFC 5531 §8.2). */
  public int number() {
    return number;
  }

  /** The numbers of {@code flavors}, the one that says most about users first. */
  public static int[] numbers(Set<AuthFlavor> flavors) {
    return flavors.stream()
        .sorted(Comparator.reverseOrder())
        .mapToInt(AuthFlavor::number)
        .toArray();
  }
}
