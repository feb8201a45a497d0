package io.havenfs.nfs.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pattern of host names: {@code *} stands for any characters, dots too, {@code ?} for one, {@code
 * [abc]} and {@code [a-z]} for one of those listed. Case does not count.
 */
public final class NamePattern {
  /** What one position of the pattern accepts. */
  private sealed interface Part {
    record Star() implements Part {}

    record AnyOne() implements Part {}

    record OneOf(String ranges) implements Part {
      private boolean accepts(char c) {
        for (int i = 0; i < ranges.length(); i += 2) {
          if (c >= ranges.charAt(i) && c <= ranges.charAt(i + 1)) {
            return true;
          }
        }
        return false;
      }
    }
  }

  private final String text;
  private final List<Part> parts;
  private final int literals;

  private NamePattern(String text, List<Part> parts, int literals) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.literals = literals;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException when a bracket is not closed or empty
   */
  public static NamePattern of(String pattern) {
    String text = pattern.toLowerCase(Locale.ROOT);
    List<Part> parts = new ArrayList<>();
    int literals = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '[') {
        int end = text.indexOf(']', i);
        parts.add(bracket(text, i + 1, end));
        i = end;
      } else if (c == '*' || c == '?') {
        parts.add(c == '*' ? new Part.Star() : new Part.AnyOne());
      } else {
        parts.add(new Part.OneOf("" + c + c));
        literals++;
      }
      i++;
    }
    return new NamePattern(text, parts, literals);
  }

  private static Part bracket(String text, int start, int end) {
    if (end <= start) {
      throw new IllegalArgumentException("unfinished or empty [...] in pattern");
    }
    StringBuilder ranges = new StringBuilder();
    int i = start;
    while (i < end) {
      boolean range = i + 2 < end && text.charAt(i + 1) == '-';
      ranges.append(text.charAt(i)).append(text.charAt(range ? i + 2 : i));
      i += range ? 3 : 1;
    }
    return new Part.OneOf(ranges.toString());
  }

  /** Whether the whole of {@code name} matches. */
  public boolean matches(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int part = 0;
    int at = 0;
    int star = -1; // the last star seen, and from where on it is tried to let the rest match
    int retryAt = 0;
    while (at < lower.length()) {
      if (part < parts.size() && parts.get(part) instanceof Part.Star) {
        star = part++;
        retryAt = at;
      } else if (part < parts.size() && accepts(parts.get(part), lower.charAt(at))) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++retryAt;
      } else {
        return false;
      }
    }
    return parts.subList(part, parts.size()).stream().allMatch(Part.Star.class::isInstance);
  }

  private static boolean accepts(Part part, char c) {
    return switch (part) {
      case Part.OneOf one -> one.accepts(c);
      case Part.AnyOne any -> true;
      case Part.Star star -> false;
    };
  }

  /** How many characters the pattern fixes. */
  int literals() {
    return literals;
  }

  /** The pattern, in lower case. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamePattern pattern && text.equals(pattern.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
