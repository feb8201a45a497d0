package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Units of contents as bytes: a write's number, over and over. */
final class Contents {
  private Contents() {}

  static byte[] of(long tag, int units) {
    ByteBuffer bytes = ByteBuffer.allocate(units * Ask.UNIT_BYTES);
    while (bytes.hasRemaining()) {
      bytes.putLong(tag);
    }
    return bytes.array();
  }

  static List<Long> units(byte[] bytes) {
    List<Long> units = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      units.add(in.remaining() < Ask.UNIT_BYTES ? torn(in) : unit(in));
    }
    return units;
  }

  private static long torn(ByteBuffer in) {
    in.position(in.limit());
    return Answer.TORN;
  }

  private static long unit(ByteBuffer in) {
    long tag = in.getLong();
    for (int i = Long.BYTES; i < Ask.UNIT_BYTES; i += Long.BYTES) {
      if (in.getLong() != tag) {
        in.position(in.position() + Ask.UNIT_BYTES - Long.BYTES - i);
        return Answer.TORN;
      }
    }
    return tag;
  }

  /** A size in bytes as units; one that is no multiple is strange. */
  static int size(long bytes) {
    return bytes % Ask.UNIT_BYTES == 0 ? Math.toIntExact(bytes / Ask.UNIT_BYTES) : -1;
  }
}
