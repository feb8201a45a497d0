package io.havenfs.engine.model;

import java.util.Arrays;

/** An immutable run of bytes: small file contents, a symlink's target, a remembered reply. */
public record Bytes(byte[] array) {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  public int length() {
    return array.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes(byte[] theirs) && Arrays.equals(array, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return "Bytes[" + array.length + "]";
  }
}
