package io.havenfs.replication.member;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.TreeMap;

/** What a copy holds. */
final class CopyContents {
  private CopyContents() {}

  /** Which request was done in which place. */
  static Map<Long, Long> rows(Node node) {
    Map<Long, Long> rows = new TreeMap<>();
    node.sequencer()
        .committed()
        .scan(
            Rows.DONE,
            0L,
            (id, place) -> {
              rows.put(id, place);
              return true;
            });
    return rows;
  }

  /** A data file, with zeros behind it. */
  static byte[] bytes(Node node, long file) throws Exception {
    int size = Client.FILE_BYTES + (64 << 10);
    ByteBuf content = Unpooled.buffer(size);
    node.sequencer().committed().readData(file, 0, size, content);
    content.writeZero(size - content.readableBytes());
    byte[] bytes = new byte[size];
    content.readBytes(bytes);
    return bytes;
  }
}
