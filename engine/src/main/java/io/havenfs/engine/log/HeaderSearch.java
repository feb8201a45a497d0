package io.havenfs.engine.log;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Looks for headers of entries where the order of entries is lost. */
final class HeaderSearch {
  private static final int WINDOW_BYTES = 1 << 20;

  /**
   * What was found.
   *
   * @param end behind the last header, or where the search began
   * @param durableSn the highest entry that any of them says was on stable storage
   */
  record Found(long end, long durableSn) {}

  private final Segment segment;
  private final CRC32C checksum = new CRC32C();
  private long end;
  private long durableSn;

  private HeaderSearch(Segment segment, long from) {
    this.segment = segment;
    this.end = from;
  }

  /** Searches from {@code from} to the end of the segment. */
  static Found search(Segment segment, long from) throws IOException {
    HeaderSearch search = new HeaderSearch(segment, from);
    ByteBuf window = PooledByteBufAllocator.DEFAULT.directBuffer(WINDOW_BYTES);
    try {
      long step = WINDOW_BYTES - EntryFormat.HEADER_BYTES;
      for (long at = from; at < segment.bytes(); at += step) {
        segment.file().read(window.clear(), WINDOW_BYTES, at);
        search.examine(window, at);
      }
    } finally {
      window.release();
    }
    return new Found(search.end, search.durableSn);
  }

  private void examine(ByteBuf window, long offset) {
    int last = window.readableBytes() - EntryFormat.HEADER_BYTES;
    // Every start passes here, eight million times: the plain view spares Netty's checks.
    ByteBuffer plain = window.nioBuffer().order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at <= last; at += EntryFormat.ALIGNMENT) {
      if (plain.getInt(at) == EntryFormat.MAGIC) {
        examine(window, at, offset + at);
      }
    }
  }

  private void examine(ByteBuf window, int index, long offset) {
    int mask = EntryFormat.mask(segment.salt(), offset);
    if (EntryFormat.isHeader(window, index, mask, checksum)) {
      end = offset + EntryFormat.HEADER_BYTES;
      durableSn = Math.max(durableSn, EntryFormat.durableSn(window, index));
    }
  }
}
