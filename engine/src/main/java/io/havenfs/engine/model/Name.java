package io.havenfs.engine.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a directory entry or of an extended attribute: bytes, not characters. Immutable;
 * compared as unsigned bytes. The array is owned by the name and must not be changed by anybody.
 */
public record Name(byte[] bytes) implements Comparable<Name> {
  /** The longest name of a directory entry, in bytes (NAME_MAX). */
  public static final int MAX_LENGTH = 255;

  /** The name whose bytes are {@code text} in UTF-8. */
  public static Name of(String text) {
    return new Name(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  @Override
  public int compareTo(Name other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name(byte[] theirs) && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
