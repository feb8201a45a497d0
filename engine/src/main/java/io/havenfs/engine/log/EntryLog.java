package io.havenfs.engine.log;

import io.havenfs.engine.tx.Durability;
import io.havenfs.host.disk.Disk;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An append-only log of entries with dense serial numbers.
 *
 * <p><b>Threads.</b> {@link #append} and {@link #write} belong to one thread, the owner. Everything
 * else may be called from any thread at any time.
 *
 * <p><b>Failure.</b> When writing or synchronising fails, nothing is known any more about what is
 * on the disk: from then on every method that changes the log throws that failure.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EntryLog implements AutoCloseable {
  private EntryLog() {}

  /**
   * Opens the log in {@code directory}, or creates one whose first entry will be number 1. A torn
   * tail is cut; what is left is on stable storage when this returns.
   *
   * @param random source of the segments' salts
   * @throws CorruptLogException when damage is found that no crash explains
   */
  public static EntryLog open(Disk disk, String directory, LogLimits limits, LongSupplier random)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The number of the oldest entry kept; {@code lastSn() + 1} when there is none. */
  public long firstSn() {
    throw new UnsupportedOperationException();
  }

  /** The number of the last entry appended; {@code firstSn() - 1} when there is none. */
  public long lastSn() {
    throw new UnsupportedOperationException();
  }

  /** The epoch of the last entry, 0 when there has been none. */
  public long lastEpoch() {
    throw new UnsupportedOperationException();
  }

  /**
   * Appends an entry to the buffer. {@code sn} must be {@code lastSn() + 1}, and {@code epoch} not
   * below {@link #lastEpoch}. Small bodies are copied; the log keeps a reference of its own to
   * large ones until they are written, and their bytes must not change before that. The body's
   * indices stay as they are.
   *
   * @throws io.havenfs.host.disk.NoSpaceException when there is no room; nothing has changed then
   */
  public void append(long epoch, long sn, Durability durability, ByteBuf body) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Like the other, with a body in parts, one behind the other. */
  public void append(long epoch, long sn, Durability durability, List<ByteBuf> body)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Hands all that was appended to the operating system: it survives this process. */
  public void write() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Returns when all that was {@linkplain #write written} before the call is on stable storage. */
  public void sync() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The number of the last entry handed to the operating system. */
  public long writtenSn() {
    throw new UnsupportedOperationException();
  }

  /** The number of the last entry known to be on stable storage. */
  public long syncedSn() {
    throw new UnsupportedOperationException();
  }

  /**
   * Shows the entries from {@code fromSn} up to {@link #writtenSn} as it was at the call.
   *
   * @throws IllegalArgumentException when {@code fromSn} is below {@link #firstSn}
   */
  public void replay(long fromSn, EntryVisitor visitor) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives up entries up to and including {@code throughSn}: segments that hold nothing else are
   * removed, or kept for reuse. Segments being replayed stay until a later call.
   */
  public void trim(long throughSn) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Bytes of the entries kept (whole segments, headers included). */
  public long bytes() {
    throw new UnsupportedOperationException();
  }

  /**
   * Bytes that can be appended, entry headers included, before a segment must be found room for:
   * what the current and the prepared one still hold. Below {@link LogLimits#maxEntryBytes} a full
   * disk makes {@link #append} fail, so refuse changes while {@link #prepare} fails.
   */
  public long room() {
    throw new UnsupportedOperationException();
  }

  /**
   * Prepares the next segment, unless that is done. May take as long as writing a segment; meant
   * for a background thread, which calls it from time to time. {@link #append} does it itself when
   * nobody has.
   *
   * @throws io.havenfs.host.disk.NoSpaceException when the disk has no room for a segment
   */
  public void prepare() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Closes the files. What was not synchronised may be lost by a crash of the machine. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
