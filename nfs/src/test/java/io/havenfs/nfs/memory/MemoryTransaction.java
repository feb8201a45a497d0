package io.havenfs.nfs.memory;

import io.havenfs.engine.store.MemoryTables;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.WouldBlockException;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows in their stored form, so that everything passes through the codecs, and data files as plain
 * arrays: small ones only.
 */
public final class MemoryTransaction implements Transaction {
  private static final long FIRST_ID = 100;

  private final MemoryTables tables = new MemoryTables();
  private final Map<Long, byte[]> data = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final Set<Long> flushed = new HashSet<>();
  private final Time time;
  private Durability durability = Durability.MEMORY;
  private long nextId = FIRST_ID;
  private boolean onDisk;

  MemoryTransaction(Time time) {
    this.time = time;
  }

  void begin() {
    durability = Durability.MEMORY;
    flushed.clear();
  }

  /** What the last change asked for. */
  public Durability durability() {
    return durability;
  }

  /** Whether the last change had a data file flushed. */
  public boolean hasFlushed() {
    return !flushed.isEmpty();
  }

  /** Reading a data file would wait for the disk from now on. */
  public void evict() {
    onDisk = true;
  }

  /** How many rows a table has. */
  public int rowCount(Table<?, ?> table) {
    return tables.count(table);
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
  public void change(DataChange change) {
    byte[] old = data.getOrDefault(change.dataId(), new byte[0]);
    switch (change) {
      case DataChange.Write(long id, long offset, ByteBuf payload, boolean logged) -> {
        int end = Math.toIntExact(offset) + payload.readableBytes();
        byte[] bytes = Arrays.copyOf(old, Math.max(old.length, end));
        payload.getBytes(payload.readerIndex(), bytes, (int) offset, payload.readableBytes());
        payload.release();
        data.put(id, bytes);
      }
      case DataChange.Truncate(long id, long size) ->
          data.put(id, Arrays.copyOf(old, Math.toIntExact(size)));
      case DataChange.Punch(long id, long offset, long length) ->
          Arrays.fill(old, (int) offset, (int) Math.min(old.length, offset + length), (byte) 0);
      case DataChange.Allocate allocate -> {}
      case DataChange.Drop(long id) -> data.remove(id);
    }
  }

  @Override
  public void require(Durability wanted) {
    if (wanted == Durability.DISK) {
      durability = wanted;
    }
  }

  @Override
  public void flush(long dataId) {
    require(Durability.DISK);
    flushed.add(dataId);
  }

  @Override
  public long now() {
    return time.wallNanos();
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
  public int readData(long dataId, long offset, int length, ByteBuf out) {
    byte[] bytes = data.getOrDefault(dataId, new byte[0]);
    int count = Math.clamp(bytes.length - offset, 0, length);
    out.writeBytes(bytes, (int) Math.min(offset, bytes.length), count);
    return count;
  }

  @Override
  public int readDataInMemory(long dataId, long offset, int length, ByteBuf out) {
    if (onDisk) {
      throw new WouldBlockException();
    }
    return readData(dataId, offset, length, out);
  }

  @Override
  public long seekData(long dataId, long offset, boolean hole) {
    return hole || offset >= dataSpace(dataId) ? -1 : offset;
  }

  @Override
  public long dataSpace(long dataId) {
    return data.getOrDefault(dataId, new byte[0]).length;
  }
}
