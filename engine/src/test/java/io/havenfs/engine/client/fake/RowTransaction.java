package io.havenfs.engine.client.fake;

import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows in their stored form, so that everything passes through the codecs. No data files. */
public final class RowTransaction implements Transaction {
  private final Map<Integer, NavigableMap<byte[], byte[]>> tables = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private Durability durability = Durability.MEMORY;
  private long nextId = 100;

  /** Starts a change. */
  public void begin() {
    durability = Durability.MEMORY;
  }

  /** What the change has asked for so far. */
  public Durability durability() {
    return durability;
  }

  /** All rows, to be compared. */
  public Map<String, String> rows() {
    Map<String, String> all = new TreeMap<>();
    tables.forEach(
        (id, rows) ->
            rows.forEach(
                (key, value) ->
                    all.put(id + ":" + ByteBufUtil.hexDump(key), ByteBufUtil.hexDump(value))));
    return all;
  }

  @Override
  public <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key) {
    byte[] value = rows(table).get(stored(table.keys(), key));
    return value == null ? null : table.values().decode(Unpooled.wrappedBuffer(value));
  }

  @Override
  public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, Visitor<K, V> visitor) {
    Map<byte[], byte[]> tail = rows(table).tailMap(stored(table.keys(), from));
    for (Map.Entry<byte[], byte[]> row : tail.entrySet()) {
      K key = table.keys().decode(Unpooled.wrappedBuffer(row.getKey()));
      if (!visitor.visit(key, table.values().decode(Unpooled.wrappedBuffer(row.getValue())))) {
        return;
      }
    }
  }

  @Override
  public <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V value) {
    rows(table).put(stored(table.keys(), key), stored(table.values(), value));
  }

  @Override
  public <K extends Comparable<K>, V> void delete(Table<K, V> table, K key) {
    rows(table).remove(stored(table.keys(), key));
  }

  @Override
  public void require(Durability wanted) {
    if (wanted == Durability.DISK) {
      durability = wanted;
    }
  }

  @Override
  public long newId() {
    return nextId++;
  }

  @Override
  public long random() {
    return random.nextLong();
  }

  @Override
  public long now() {
    return 0;
  }

  @Override
  public void change(DataChange change) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush(long dataId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int readData(long dataId, long offset, int length, ByteBuf out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long seekData(long dataId, long offset, boolean hole) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long dataSpace(long dataId) {
    throw new UnsupportedOperationException();
  }

  private NavigableMap<byte[], byte[]> rows(Table<?, ?> table) {
    return tables.computeIfAbsent(
        table.id(), id -> new TreeMap<byte[], byte[]>(Arrays::compareUnsigned));
  }

  private static <T> byte[] stored(Codec<T> codec, T value) {
    ByteBuf out = Unpooled.buffer();
    codec.encode(value, out);
    return ByteBufUtil.getBytes(out);
  }
}
