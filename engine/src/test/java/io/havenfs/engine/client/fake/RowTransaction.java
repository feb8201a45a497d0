package io.havenfs.engine.client.fake;

import io.havenfs.engine.store.MemoryTables;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Rows in their stored form, so that everything passes through the codecs. No data files. */
public final class RowTransaction implements Transaction {
  private final MemoryTables tables = new MemoryTables();
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
    return tables.dump();
  }

  @Override
  public <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key) {
    return tables.get(table, key);
  }

  @Override
  public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, Visitor<K, V> visitor) {
    tables.scan(table, from, visitor);
  }

  @Override
  public <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V value) {
    tables.put(table, key, value);
  }

  @Override
  public <K extends Comparable<K>, V> void delete(Table<K, V> table, K key) {
    tables.delete(table, key);
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
  public void skipIds() {
    nextId += 1 << 20;
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
}
