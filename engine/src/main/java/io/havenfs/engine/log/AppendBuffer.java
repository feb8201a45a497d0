package io.havenfs.engine.log;

import io.havenfs.host.disk.DiskFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Bytes to be written in one go: small pieces are copied one behind the other, large ones are only
 * referred to. Not thread-safe.
 */
final class AppendBuffer implements AutoCloseable {
  /** Pieces up to this many bytes are copied: cheaper than another range for the kernel. */
  static final int COPIED_BYTES = 16 << 10;

  private static final int PAGE_BYTES = 4096;
  private static final int INITIAL_BYTES = 256 << 10;

  /** Memory beyond this goes back once it is written. */
  private static final int KEPT_BYTES = 4 * INITIAL_BYTES;

  private final ByteBuf copied = PooledByteBufAllocator.DEFAULT.directBuffer(INITIAL_BYTES);
  private final List<ByteBuf> referred = new ArrayList<>();

  /** For each of {@link #referred}, where in {@link #copied} it belongs. */
  private final List<Integer> places = new ArrayList<>();

  private int size;

  /** Bytes held. */
  int size() {
    return size;
  }

  /** Room for a header; returns its index in {@link #headers}. */
  int addHeader(int bytes) {
    int index = copied.writerIndex();
    copied.ensureWritable(bytes).writerIndex(index + bytes);
    size += bytes;
    return index;
  }

  /** Where the headers are. */
  ByteBuf headers() {
    return copied;
  }

  void addZeros(int bytes) {
    copied.writeZero(bytes);
    size += bytes;
  }

  /** Adds the readable bytes of {@code piece} and updates {@code checksum} with them. */
  void add(ByteBuf piece, CRC32C checksum) {
    int length = piece.readableBytes();
    size += length;
    if (length <= COPIED_BYTES) {
      int index = copied.writerIndex();
      copied.writeBytes(piece, piece.readerIndex(), length);
      checksum.update(copied.internalNioBuffer(index, length));
      return;
    }
    referred.add(piece.retainedSlice());
    places.add(copied.writerIndex());
    if (piece.nioBufferCount() == 1) {
      checksum.update(piece.nioBuffer());
      return;
    }
    for (ByteBuffer part : piece.nioBuffers()) {
      checksum.update(part);
    }
  }

  /**
   * Writes everything at {@code offset}, and zeros up to the end of the page: the page may not be
   * in memory, and a part of it could not be written without reading it first. Forgets it then.
   */
  void writeTo(DiskFile file, long offset) throws IOException {
    copied.writeZero((int) (-(offset + size) & (PAGE_BYTES - 1)));
    if (referred.isEmpty()) {
      file.write(copied, offset);
    } else {
      file.write(ranges(), offset);
    }
    clear();
  }

  private List<ByteBuf> ranges() {
    List<ByteBuf> ranges = new ArrayList<>(2 * referred.size() + 1);
    int start = 0;
    for (int i = 0; i < referred.size(); i++) {
      int place = places.get(i);
      ranges.add(copied.slice(start, place - start));
      ranges.add(referred.get(i));
      start = place;
    }
    ranges.add(copied.slice(start, copied.writerIndex() - start));
    return ranges;
  }

  private void clear() {
    referred.forEach(ByteBuf::release);
    referred.clear();
    places.clear();
    copied.clear();
    if (copied.capacity() > KEPT_BYTES) {
      copied.capacity(INITIAL_BYTES);
    }
    size = 0;
  }

  @Override
  public void close() {
    clear();
    copied.release();
  }
}
