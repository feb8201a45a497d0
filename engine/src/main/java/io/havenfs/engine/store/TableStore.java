package io.havenfs.engine.store;

import io.netty.buffer.ByteBuf;

/**
 * An ordered map from keys to values, both bytes; keys compare as unsigned bytes. A key is not
 * empty and its first byte is not zero (the store keeps its own rows there).
 *
 * <p>Arguments are the buffers' readable bytes; their indices stay as they are. Reads may be called
 * from any thread; {@link #write} from one at a time; {@link #flush} beside all of them. What a
 * read returns was complete at some instant during the call; a batch being written meanwhile may be
 * seen in part. Failures are {@link StoreException}s.
 */
public interface TableStore extends AutoCloseable {
  /** {@link #get}'s answer when there is no such row. */
  int ABSENT = -1;

  /**
   * Appends the row's value to {@code value}.
   *
   * @return the value's length, or {@link #ABSENT}
   */
  int get(ByteBuf key, ByteBuf value);

  /**
   * Shows the rows with {@code from <= key < to} in key order, until the visitor has enough. The
   * visitor may read and write the store; whether it sees what is written meanwhile is not said.
   */
  void scan(ByteBuf from, ByteBuf to, RowVisitor visitor);

  /**
   * Applies the batch, and sets {@link #appliedSn}, atomically: after a crash all of it is there or
   * nothing. The batch stays the caller's and is not changed.
   */
  void write(RowBatch batch, long appliedSn);

  /** The number given with the last batch written, 0 when there was none. */
  long appliedSn();

  /**
   * Makes everything written before the call durable.
   *
   * @return the {@link #appliedSn} that a crash cannot undo any more
   */
  long flush();

  /**
   * Removes all rows and sets {@link #appliedSn} to 0, durably. Readers must expect either state.
   */
  void clear();

  /** The rows as they are now. Any thread may read it, while others write the store. */
  Snapshot snapshot();

  /** The rows of one instant. Closed before the store is. */
  interface Snapshot extends AutoCloseable {
    /** As {@link TableStore#scan}. */
    void scan(ByteBuf from, ByteBuf to, RowVisitor visitor);

    @Override
    void close();
  }

  /** Closes the store, which does not make it durable. Nothing may be under way. */
  @Override
  void close();
}
