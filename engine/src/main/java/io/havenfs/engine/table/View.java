package io.havenfs.engine.table;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A service's state as one reader sees it: the committed state (on any thread; single rows are
 * never torn, several are not a snapshot), or everything decided so far (a transaction, on the
 * sequencer).
 */
public interface View {
  /** The row's value, or null when there is none. */
  <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key);

  /**
   * Shows the rows from {@code from} (inclusive) in key order until {@code visitor} returns false
   * or the table ends. The visitor must not change tables.
   */
  <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, Visitor<K, V> visitor);

  /**
   * Appends up to {@code length} bytes of a data file, from {@code offset}, to {@code out}. Returns
   * how many; bytes past the data file's end are not delivered (the caller knows the size from the
   * inode, and what is missing below it is a hole). May block on the disk.
   */
  int readData(long dataId, long offset, int length, ByteBuf out) throws IOException;

  /**
   * As {@link #readData}, but never waits for the disk.
   *
   * @throws WouldBlockException when not all of it is in memory; {@code out} is as it was
   */
  default int readDataInMemory(long dataId, long offset, int length, ByteBuf out)
      throws IOException {
    return readData(dataId, offset, length, out);
  }

  /**
   * Where the next data (or, with {@code hole}, the next hole) at or after {@code offset} of a data
   * file starts, or -1 when there is none before the data file's end.
   */
  long seekData(long dataId, long offset, boolean hole) throws IOException;

  /** Bytes of storage that a data file occupies. */
  long dataSpace(long dataId) throws IOException;

  /** Receives rows; returns whether it wants more. */
  @FunctionalInterface
  interface Visitor<K, V> {
    boolean visit(K key, V value);
  }
}
