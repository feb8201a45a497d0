package io.havenfs.engine.client.lock;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import java.util.Optional;

/**
 * A locked range of bytes. Offsets are unsigned 64-bit numbers; {@code last} is inclusive, so that
 * a range to the end of all files ({@link #END}) is a range like any other.
 *
 * @param start the first byte
 * @param last the last byte; not before {@code start}
 * @param exclusive a write lock; otherwise a read lock
 */
public record LockRange(long start, long last, boolean exclusive) {
  /** The last byte that a file could ever have, and the length that means "to the end". */
  public static final long END = -1L;

  public LockRange {
    if (Long.compareUnsigned(start, last) > 0) {
      throw new IllegalArgumentException("range ends before it starts");
    }
  }

  /**
   * The range of {@code length} bytes from {@code offset}, in which a length of {@link #END} means
   * to the end. Throws INVALID for a length of 0 and for a range beyond the end (RFC 8881
   * §18.10.3).
   */
  public static LockRange of(long offset, long length, boolean exclusive) {
    if (length == END) {
      return new LockRange(offset, END, exclusive);
    }
    long last = offset + length - 1;
    if (length == 0 || Long.compareUnsigned(last, offset) < 0) {
      throw FsException.of(Status.INVALID);
    }
    return new LockRange(offset, last, exclusive);
  }

  /** The number of bytes as {@link #of} takes it. */
  public long length() {
    return last == END ? END : last - start + 1;
  }

  /** Whether the two have a byte in common. */
  public boolean overlaps(LockRange other) {
    return Long.compareUnsigned(start, other.last) <= 0
        && Long.compareUnsigned(other.start, last) <= 0;
  }

  /** What of this lies in {@code area}, if anything. */
  public Optional<LockRange> within(LockRange area) {
    if (!overlaps(area)) {
      return Optional.empty();
    }
    long from = Long.compareUnsigned(start, area.start) < 0 ? area.start : start;
    long to = Long.compareUnsigned(last, area.last) > 0 ? area.last : last;
    return Optional.of(new LockRange(from, to, exclusive));
  }

  /** Whether two holders could not have both. */
  public boolean conflicts(LockRange other) {
    return (exclusive || other.exclusive) && overlaps(other);
  }

  /** Whether the two have no byte in common but no byte between them either. */
  boolean touches(LockRange other) {
    return (last != END && last + 1 == other.start)
        || (other.last != END && other.last + 1 == start);
  }
}
