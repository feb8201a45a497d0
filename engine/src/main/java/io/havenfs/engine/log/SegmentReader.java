package io.havenfs.engine.log;

import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Reads one segment's entries in order. Holds a window of the file that grows to the largest entry,
 * whose length is believed only after its header's checksum was found right.
 */
final class SegmentReader implements AutoCloseable {
  private static final int WINDOW_BYTES = 256 << 10;

  private final Segment segment;
  private final CRC32C checksum = new CRC32C();
  private final ByteBuf window = PooledByteBufAllocator.DEFAULT.directBuffer(WINDOW_BYTES);
  private long windowOffset;
  private long position = SegmentFormat.HEADER_BYTES;
  private int header;

  SegmentReader(Segment segment) {
    this.segment = segment;
  }

  /** Why there is no entry at {@link #position()}. */
  enum Next {
    ENTRY,
    NO_HEADER,
    WRONG_NUMBER,
    WRONG_BODY
  }

  /** Where the entry starts that {@link #next} looked at. */
  long position() {
    return position;
  }

  /** Goes on at {@code offset}, where an entry starts. */
  SegmentReader from(long offset) {
    position = offset;
    return this;
  }

  /**
   * Looks at the place behind the current entry, which becomes the current one if it is sound and
   * has the wanted number.
   *
   * @param wanted whether the body is; if not it is neither read nor checked
   */
  Next next(long sn, boolean wanted) throws IOException {
    long left = segment.bytes() - position;
    if (left < EntryFormat.HEADER_BYTES || !load(EntryFormat.HEADER_BYTES)) {
      return Next.NO_HEADER;
    }
    int mask = EntryFormat.mask(segment.salt(), position);
    if (!EntryFormat.isHeader(window, header, mask, checksum)
        || length() > left - EntryFormat.HEADER_BYTES) {
      return Next.NO_HEADER;
    }
    if (EntryFormat.sn(window, header) != sn) {
      return Next.WRONG_NUMBER;
    }
    return !wanted || hasSoundBody() ? Next.ENTRY : Next.WRONG_BODY;
  }

  private boolean hasSoundBody() throws IOException {
    if (!load(EntryFormat.HEADER_BYTES + length())) {
      return false;
    }
    checksum.reset();
    checksum.update(window.internalNioBuffer(header + EntryFormat.HEADER_BYTES, length()));
    return (int) checksum.getValue() == EntryFormat.bodyChecksum(window, header);
  }

  /** Goes behind the current entry. */
  void skip() {
    position += EntryFormat.space(length());
  }

  private int length() {
    return EntryFormat.length(window, header);
  }

  long epoch() {
    return EntryFormat.epoch(window, header);
  }

  long committedSn() {
    return EntryFormat.committedSn(window, header);
  }

  Durability durability() {
    return EntryFormat.durability(window, header);
  }

  /** The current entry's body, valid until the reader moves. */
  ByteBuf body() {
    return window.slice(header + EntryFormat.HEADER_BYTES, length());
  }

  /**
   * Has {@code size} bytes from {@link #position} in the window; false when the file is shorter.
   */
  private boolean load(int size) throws IOException {
    long start = position - windowOffset;
    if (start < 0 || start + size > window.readableBytes()) {
      window.clear();
      windowOffset = position;
      start = 0;
      segment.file().read(window, Math.max(size, WINDOW_BYTES), position);
    }
    header = (int) start;
    return header + size <= window.readableBytes();
  }

  @Override
  public void close() {
    window.release();
  }
}
