package io.havenfs.engine.file;

import io.havenfs.engine.store.MemoryTables;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A transaction whose changes are there at once. Rows are kept in their stored form, so everything
 * that runs on it passes through the codecs; data files are blocks that exist or not. Time stands
 * still until it is moved. Not thread-safe.
 */
final class MemoryTransaction implements Transaction {
  private final MemoryTables tables = new MemoryTables();
  private final Map<Long, MemoryFile> files = new HashMap<>();
  private final SplittableRandom random;
  private final List<DataChange> dataChanges = new ArrayList<>();
  private final List<Long> flushes = new ArrayList<>();
  private Durability durability = Durability.MEMORY;
  private long nextId = 16;
  private long now = 1_000_000_000_000_000_000L;
  private int changes;
  private int rowsTouched;

  MemoryTransaction(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Forgets what was asked for so far, and lets time pass. */
  MemoryTransaction next() {
    durability = Durability.MEMORY;
    flushes.clear();
    dataChanges.clear();
    rowsTouched = 0;
    now += 1000;
    return this;
  }

  MemoryTransaction advance(long nanos) {
    now += nanos;
    return this;
  }

  /** How many rows and data files were changed ever. */
  int changes() {
    return changes;
  }

  /** How many rows were changed since {@link #next}. */
  int rowsTouched() {
    return rowsTouched;
  }

  Durability durability() {
    return durability;
  }

  List<Long> flushes() {
    return flushes;
  }

  List<DataChange> dataChanges() {
    return dataChanges;
  }

  Map<Long, MemoryFile> files() {
    return files;
  }

  @Override
  public <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key) {
    return tables.get(table, key);
  }

  @Override
  public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, Visitor<K, V> visitor) {
    tables.scan(table, from, visitor);
  }

  /** All rows of a table, in order. */
  <K extends Comparable<K>, V> NavigableMap<K, V> all(Table<K, V> table) {
    TreeMap<K, V> all = new TreeMap<>();
    tables.all(
        table,
        (key, value) -> {
          all.put(key, value);
          return true;
        });
    return all;
  }

  @Override
  public <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V value) {
    tables.put(table, key, value);
    changes++;
    rowsTouched++;
  }

  @Override
  public <K extends Comparable<K>, V> void delete(Table<K, V> table, K key) {
    tables.delete(table, key);
    changes++;
    rowsTouched++;
  }

  @Override
  public void change(DataChange change) {
    changes++;
    dataChanges.add(change);
    switch (change) {
      case DataChange.Write(long id, long offset, ByteBuf payload, boolean logged) -> {
        file(id).write(offset, payload);
        payload.release();
      }
      case DataChange.Truncate(long id, long size) -> file(id).truncate(size);
      case DataChange.Punch(long id, long offset, long length) -> file(id).punch(offset, length);
      case DataChange.Allocate(long id, long offset, long length) ->
          file(id).allocate(offset, length);
      case DataChange.Drop(long id) -> Objects.requireNonNull(files.remove(id), "dropped twice");
    }
  }

  private MemoryFile file(long id) {
    return files.computeIfAbsent(id, wanted -> new MemoryFile());
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
    flushes.add(dataId);
  }

  @Override
  public long now() {
    return now;
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
    MemoryFile file = files.get(dataId);
    return file == null ? 0 : file.read(offset, length, out);
  }

  @Override
  public long seekData(long dataId, long offset, boolean hole) {
    MemoryFile file = files.get(dataId);
    return file == null ? -1 : file.seek(offset, hole);
  }

  @Override
  public long dataSpace(long dataId) {
    MemoryFile file = files.get(dataId);
    return file == null ? 0 : file.space();
  }
}
