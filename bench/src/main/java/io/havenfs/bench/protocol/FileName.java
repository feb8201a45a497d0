package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;

/** A name that can count up, so that a slot never uses one twice. Changed in place. */
public final class FileName {
  private static final String FIRST_COUNT = "00000000";

  private final byte[] bytes;

  private FileName(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  /** A name that stays as it is. */
  public static FileName of(String text) {
    return new FileName(text);
  }

  /** A name that begins with {@code prefix} and ends in a number. */
  public static FileName counting(String prefix) {
    return new FileName(prefix + FIRST_COUNT);
  }

  /** Counts up. */
  public void next() {
    int at = bytes.length - 1;
    while (bytes[at] == '9') {
      bytes[at--] = '0';
    }
    bytes[at]++;
  }

  /** Sends the name. */
  public void write(XdrWriter writer) {
    writer.opaque(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
