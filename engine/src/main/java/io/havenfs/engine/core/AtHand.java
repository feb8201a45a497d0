package io.havenfs.engine.core;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The committed rows of a table that are in memory, in front of the store. Readers on any thread,
 * one writer, who has put a row into the store before it calls {@link #set}.
 */
sealed interface AtHand<K extends Comparable<K>, V> {
  /** The row's value; {@code store} looks it up below and may answer null. */
  @Nullable V get(K key, Function<K, @Nullable V> store);

  /** The row is {@code value} now (null: gone). */
  void set(K key, @Nullable V value);

  /** Nothing is kept: rows that are scanned rather than looked up. */
  record Nothing<K extends Comparable<K>, V>() implements AtHand<K, V> {
    @Override
    public @Nullable V get(K key, Function<K, @Nullable V> store) {
      return store.apply(key);
    }

    @Override
    public void set(K key, @Nullable V value) {}
  }

  /** All rows. */
  final class Resident<K extends Comparable<K>, V> implements AtHand<K, V> {
    private final ConcurrentSkipListMap<K, V> rows = new ConcurrentSkipListMap<>();

    @Override
    public @Nullable V get(K key, Function<K, @Nullable V> store) {
      return rows.get(key);
    }

    @Override
    public void set(K key, @Nullable V value) {
      if (value == null) {
        rows.remove(key);
      } else {
        rows.put(key, value);
      }
    }

    boolean load(K key, V value) {
      rows.put(key, value);
      return true;
    }

    void scan(K from, View.Visitor<K, V> visitor) {
      for (Map.Entry<K, V> row : rows.tailMap(from, true).entrySet()) {
        if (!visitor.visit(row.getKey(), row.getValue())) {
          return;
        }
      }
    }
  }

  /**
   * The rows used most, up to a weight in bytes. A reader's load of a key excludes the writer's set
   * of the same key, so a value read from the store before a change cannot replace the one set by
   * it.
   */
  final class Cached<K extends Comparable<K>, V> implements AtHand<K, V> {
    /** What a row costs beyond its bytes: its objects and the cache's bookkeeping. */
    private static final int ROW_OVERHEAD = 300;

    private final Cache<K, V> rows;

    Cached(Table<K, V> table, long maximumBytes) {
      rows =
          Caffeine.newBuilder()
              .maximumWeight(maximumBytes)
              .weigher((K key, V value) -> weight(value))
              .executor(Runnable::run)
              .build();
    }

    private static int weight(Object value) {
      return ROW_OVERHEAD + (value instanceof Bytes bytes ? bytes.length() : 0);
    }

    @Override
    public @Nullable V get(K key, Function<K, @Nullable V> store) {
      V value = rows.getIfPresent(key);
      return value != null ? value : rows.get(key, store);
    }

    @Override
    public void set(K key, @Nullable V value) {
      if (value == null) {
        rows.invalidate(key);
      } else {
        rows.put(key, value);
      }
    }
  }
}
