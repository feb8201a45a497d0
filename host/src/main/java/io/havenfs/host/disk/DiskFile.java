package io.havenfs.host.disk;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;

/**
 * An open file, read and written by position.
 *
 * <p>All methods may be called from any thread, concurrently; concurrent writes to overlapping
 * ranges end in one or the other or a mixture, and a read sees either state. A thread's interrupt
 * has no effect. After {@link #close} every method throws {@link
 * java.nio.channels.ClosedChannelException}; calls already under way complete.
 *
 * <p>Offsets and lengths are in bytes and not negative. A range that ends beyond {@code 2^63-1} is
 * refused with {@link FileTooLargeException} by whatever would write it, as is one beyond the file
 * system's own limit.
 */
public interface DiskFile extends AutoCloseable {
  /** {@link #readCached}'s answer when it would have to wait. */
  int WOULD_BLOCK = -1;

  /**
   * Writes all readable bytes of {@code source}, whose indices stay as they are and whose memory
   * must stay unchanged meanwhile. Extends the file as needed. When it fails, any part may have
   * been written.
   */
  void write(ByteBuf source, long offset) throws IOException;

  /** Writes the readable bytes of all {@code sources}, one behind the other, as {@link #write}. */
  void write(List<ByteBuf> sources, long offset) throws IOException;

  /**
   * Reads up to {@code length} bytes and appends them to {@code target}, advancing its writer
   * index.
   *
   * @return the bytes read, fewer than {@code length} only when the file ends there
   */
  int read(ByteBuf target, int length, long offset) throws IOException;

  /**
   * Like {@link #read}, but never waits for the device: for threads that must not block.
   *
   * @return the bytes read, or {@link #WOULD_BLOCK} with {@code target}'s indices untouched when
   *     not all of them are in memory (or the file system cannot tell)
   */
  int readCached(ByteBuf target, int length, long offset) throws IOException;

  /** The size in bytes. */
  long size() throws IOException;

  /** Sets the size: cuts the rest off, or extends with a hole. */
  void truncate(long size) throws IOException;

  /** Returns when all that was written and the size are on stable storage (fdatasync). */
  void sync() throws IOException;

  /**
   * Reserves space for a range, so that writing there cannot fail for want of it. What the range
   * holds stays; what it did not hold reads as zeros.
   *
   * @param keepSize whether the file's size stays when the range ends beyond it
   * @throws UnsupportedByDiskException when the file system cannot
   */
  void allocate(long offset, long length, boolean keepSize) throws IOException;

  /** Makes a range read as zeros and gives its space back. The size stays. */
  void punch(long offset, long length) throws IOException;

  /**
   * Makes a range read as zeros, with its space reserved where the file system can do that. The
   * size stays.
   */
  void zero(long offset, long length) throws IOException;

  /**
   * The lowest offset at or after {@code offset} that may hold something other than zeros, or -1
   * when only a hole, or nothing, follows. File systems answer in units of blocks and may take
   * zeros for data.
   */
  long nextData(long offset) throws IOException;

  /**
   * The lowest offset at or after {@code offset} that lies in a hole, or -1 when {@code offset} is
   * not within the file. The end of the file counts as a hole.
   */
  long nextHole(long offset) throws IOException;

  /** Space the file takes on the device ({@code st_blocks * 512}). */
  long allocatedBytes() throws IOException;

  /** Closes the file, which does not make it durable. Closing again does nothing. */
  @Override
  void close() throws IOException;
}
