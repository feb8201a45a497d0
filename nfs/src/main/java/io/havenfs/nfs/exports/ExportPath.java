package io.havenfs.nfs.exports;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The absolute path of a directory in the store: bytes, since names need not be UTF-8.
 *
 * <p>Canonical: no empty or {@code .} components and no trailing slash, so {@code equals} means the
 * same directory, symbolic links aside. {@code ..} is refused: what it meant would depend on them.
 */
public final class ExportPath implements Comparable<ExportPath> {
  /** The root of the store. */
  public static final ExportPath ROOT = new ExportPath(new byte[] {'/'});

  private final byte[] bytes;

  private ExportPath(byte[] canonical) {
    this.bytes = canonical;
  }

  /**
   * The path that {@code bytes} spell.
   *
   * @throws IllegalArgumentException when it is not absolute, or contains {@code ..} or NUL
   */
  public static ExportPath of(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != '/') {
      throw new IllegalArgumentException("path is not absolute");
    }
    ByteArrayOutputStream canonical = new ByteArrayOutputStream(bytes.length);
    for (byte[] component : split(bytes)) {
      check(component);
      if (component.length > 0 && !is(component, ".")) {
        canonical.write('/');
        canonical.writeBytes(component);
      }
    }
    return canonical.size() == 0 ? ROOT : new ExportPath(canonical.toByteArray());
  }

  /** As {@link #of(byte[])}, of the text's UTF-8 bytes. */
  public static ExportPath of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void check(byte[] component) {
    if (is(component, "..")) {
      throw new IllegalArgumentException("path contains '..'");
    }
    for (byte each : component) {
      if (each == 0) {
        throw new IllegalArgumentException("path contains a NUL");
      }
    }
  }

  private static boolean is(byte[] component, String name) {
    return Arrays.equals(component, name.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<byte[]> split(byte[] bytes) {
    List<byte[]> components = new ArrayList<>();
    int start = 1;
    for (int i = 1; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        components.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return components;
  }

  /** The names from the root down; none for the root. */
  public List<byte[]> components() {
    return bytes.length == 1 ? List.of() : split(bytes);
  }

  /** The path's bytes, a copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Whether {@code other} is this directory or below it. */
  public boolean covers(ExportPath other) {
    if (bytes.length == 1) {
      return true;
    }
    int length = bytes.length;
    return other.bytes.length >= length
        && Arrays.equals(bytes, 0, length, other.bytes, 0, length)
        && (other.bytes.length == length || other.bytes[length] == '/');
  }

  /** A number derived from the path alone (FNV-1a), never zero. */
  int hash() {
    int hash = 0x811c9dc5;
    for (byte each : bytes) {
      hash = (hash ^ (each & 0xff)) * 0x01000193;
    }
    return hash == 0 ? 1 : hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExportPath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public int compareTo(ExportPath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  /** The path as exports(5) spells it: blanks and bytes that are not printable as octal. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      int value = each & 0xff;
      if (value <= ' ' || value >= 0x7f || value == '"' || value == '\\' || value == '#') {
        text.append('\\').append((char) ('0' + (value >> 6)));
        text.append((char) ('0' + (value >> 3 & 7))).append((char) ('0' + (value & 7)));
      } else {
        text.append((char) value);
      }
    }
    return text.toString();
  }
}
