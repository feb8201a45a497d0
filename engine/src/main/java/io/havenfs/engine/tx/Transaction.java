package io.havenfs.engine.tx;

import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;

/**
 * A change being decided. Its reads see everything decided before, and its own puts. Used on the
 * sequencer only, never kept.
 *
 * <p>There is no roll-back: an operation checks everything first and changes afterwards, so that
 * one that throws has changed nothing (the earlier operations of an NFSv4 compound stay done).
 */
public interface Transaction extends View {
  /** Sets a row. */
  <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V value);

  /** Removes a row, if there. */
  <K extends Comparable<K>, V> void delete(Table<K, V> table, K key);

  /** Changes a data file when the entry is applied. */
  void change(DataChange change);

  /** Raises the entry's durability to at least {@code durability}; the default is MEMORY. */
  void require(Durability durability);

  /**
   * The reply must not leave before the data file's contents, with everything decided up to here,
   * are on stable storage. Implies {@link Durability#DISK}.
   */
  void flush(long dataId);

  /** The time of this turn, nanoseconds since the epoch; the same for all that one turn decides. */
  long now();

  /** A new id, never given out before in this service (files, data files, clients, states). */
  long newId();

  /** Leaves out many ids: those of a history that is lost were given out and never come again. */
  void skipIds();

  /** Random bits, for generations and session ids. */
  long random();
}
