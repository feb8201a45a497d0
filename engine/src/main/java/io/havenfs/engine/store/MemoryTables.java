package io.havenfs.engine.store;

import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables in memory, for tests and simulations that have no engine. Rows are kept in their stored
 * form, so that everything passes through the codecs. Not thread-safe.
 */
public final class MemoryTables {
  private final Map<Integer, NavigableMap<byte[], byte[]>> tables = new HashMap<>();

  /** As {@link View#get}. */
  public <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key) {
    byte[] value = rows(table).get(stored(table.keys(), key));
    return value == null ? null : table.values().decode(Unpooled.wrappedBuffer(value));
  }

  /** As {@link View#scan}. */
  public <K extends Comparable<K>, V> void scan(
      Table<K, V> table, K from, View.Visitor<K, V> visitor) {
    show(table, rows(table).tailMap(stored(table.keys(), from)), visitor);
  }

  /** Shows all rows of a table in key order until {@code visitor} returns false. */
  public <K extends Comparable<K>, V> void all(Table<K, V> table, View.Visitor<K, V> visitor) {
    show(table, rows(table), visitor);
  }

  private static <K extends Comparable<K>, V> void show(
      Table<K, V> table, Map<byte[], byte[]> rows, View.Visitor<K, V> visitor) {
    for (Map.Entry<byte[], byte[]> row : rows.entrySet()) {
      K key = table.keys().decode(Unpooled.wrappedBuffer(row.getKey()));
      if (!visitor.visit(key, table.values().decode(Unpooled.wrappedBuffer(row.getValue())))) {
        return;
      }
    }
  }

  /** Sets a row. */
  public <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V value) {
    rows(table).put(stored(table.keys(), key), stored(table.values(), value));
  }

  /** Removes a row, if there. */
  public <K extends Comparable<K>, V> void delete(Table<K, V> table, K key) {
    rows(table).remove(stored(table.keys(), key));
  }

  /** How many rows a table has. */
  public int count(Table<?, ?> table) {
    return rows(table).size();
  }

  /** All rows of all tables as text, to be compared. */
  public Map<String, String> dump() {
    Map<String, String> all = new TreeMap<>();
    tables.forEach(
        (id, rows) ->
            rows.forEach(
                (key, value) ->
                    all.put(id + ":" + ByteBufUtil.hexDump(key), ByteBufUtil.hexDump(value))));
    return all;
  }

  private NavigableMap<byte[], byte[]> rows(Table<?, ?> table) {
    return tables.computeIfAbsent(table.id(), id -> new TreeMap<>(Arrays::compareUnsigned));
  }

  private static <T> byte[] stored(Codec<T> codec, T value) {
    ByteBuf out = Unpooled.buffer();
    codec.encode(value, out);
    return ByteBufUtil.getBytes(out);
  }
}
