package io.havenfs.engine.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes by which a client names itself, or one of its open-owners or lock-owners. Immutable;
 * the array is owned by the value.
 */
public record Owner(byte[] name) implements Comparable<Owner> {
  /** The longest name (NFS4_OPAQUE_LIMIT, RFC 8881 §3.1). */
  public static final int MAX_LENGTH = 1024;

  private static final int DELETE = 0x7f;

  @Override
  public int compareTo(Owner other) {
    return Arrays.compareUnsigned(name, other.name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Owner(byte[] theirs) && Arrays.equals(name, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(name);
  }

  /** The name as people can read it: as it is when it is printable, else in hexadecimal. */
  public String text() {
    for (byte each : name) {
      if (each < ' ' || each >= DELETE) {
        return HexFormat.of().formatHex(name);
      }
    }
    return new String(name, StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "Owner[" + HexFormat.of().formatHex(name) + "]";
  }
}
