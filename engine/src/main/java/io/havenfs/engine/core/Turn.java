package io.havenfs.engine.core;

import io.havenfs.engine.model.Inode;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of the change being decided. Owned by the sequencer; one object serves all turns.
 */
final class Turn implements Transaction {
  /** How many ids one row of the meta table reserves. */
  static final long ID_BLOCK = 4096;

  /** More than a history can have given out; in its lower half, too, which names NFSv4 states. */
  private static final long LOST_IDS = (1L << 40) + (1L << 28);

  /** Ids below are fixed: the root directory's, for one. */
  static final long FIRST_ID = 16;

  private static final int COALESCED_ROWS = 8;

  private final View committed;
  private final Overlay overlay;
  private final PendingData pendingData;
  private final ReplayHazards hazards;
  private final RandomGenerator random;
  private final Durability least;

  private long sn;
  private long now;
  private long nextId;
  private long reservedIds;
  private List<Row<?, ?>> rows = new ArrayList<>();
  private List<DataChange> data = new ArrayList<>();
  private Set<Long> flushes = new HashSet<>();
  private Durability durability;
  private boolean barrier;

  Turn(
      View committed,
      Overlay overlay,
      PendingData pendingData,
      ReplayHazards hazards,
      Replica.Start start) {
    this.committed = committed;
    this.overlay = overlay;
    this.pendingData = pendingData;
    this.hazards = hazards;
    this.random = start.random();
    this.least = start.least();
    durability = least;
    refresh();
  }

  /** Takes over what others decided: everything decided is committed now. */
  void refresh() {
    Long reserved = committed.get(Meta.TABLE, Meta.NEXT_ID);
    nextId = reserved == null ? FIRST_ID : reserved;
    reservedIds = nextId;
  }

  /**
   * Starts a change whose entry, if it changes anything, has the sequence number {@code nextSn}.
   */
  void begin(long nextSn, long wallNanos) {
    sn = nextSn;
    now = wallNanos;
    durability = least;
    barrier = false;
  }

  /** Whether the change needs no entry: it changed nothing and asked for nothing. */
  boolean isEmpty() {
    return rows.isEmpty() && data.isEmpty() && !barrier;
  }

  /** The entry; the turn is empty afterwards. */
  LogEntry takeEntry() {
    LogEntry entry = new LogEntry(sn, durability, rows, data);
    rows = new ArrayList<>();
    data = new ArrayList<>();
    return entry;
  }

  /** The data files that must be synced before the reply leaves. */
  Set<Long> takeFlushes() {
    if (flushes.isEmpty()) {
      return Set.of();
    }
    Set<Long> taken = flushes;
    flushes = new HashSet<>();
    return taken;
  }

  @Override
  public <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key) {
    Overlay.Decided<V> decided = overlay.get(table, key);
    return decided != null ? decided.value() : committed.get(table, key);
  }

  @Override
  public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, Visitor<K, V> visitor) {
    overlay.scan(committed, table, from, visitor);
  }

  @Override
  public <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V value) {
    set(table, key, value);
  }

  @Override
  public <K extends Comparable<K>, V> void delete(Table<K, V> table, K key) {
    set(table, key, null);
  }

  private <K extends Comparable<K>, V> void set(Table<K, V> table, K key, @Nullable V value) {
    overlay.put(table, key, value, sn);
    Row<K, V> row = new Row<>(table, key, value);
    // Most rows set twice are set twice within a few steps (a directory, then the directory again).
    for (int i = rows.size() - 1; i >= Math.max(0, rows.size() - COALESCED_ROWS); i--) {
      if (rows.get(i).table().equals(table) && rows.get(i).key().equals(key)) {
        rows.set(i, row);
        return;
      }
    }
    rows.add(row);
  }

  @Override
  public void change(DataChange change) {
    if (!(change instanceof DataChange.Write)) {
      // What destroys or reserves may be done to a file only when it can no longer be forgotten.
      require(Durability.DISK);
    }
    DataChange admitted = hazards.admit(change);
    data.add(admitted);
    pendingData.decided(admitted);
  }

  @Override
  public void require(Durability wanted) {
    if (wanted == Durability.DISK) {
      durability = Durability.DISK;
    }
  }

  @Override
  public void flush(long dataId) {
    require(Durability.DISK);
    barrier = true;
    if (dataId != Inode.INLINE) {
      flushes.add(dataId);
    }
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long newId() {
    if (nextId == reservedIds) {
      // A data file may outlive the entry that made it: an id forgotten in a crash must not return.
      require(Durability.DISK);
      reservedIds += ID_BLOCK;
      put(Meta.TABLE, Meta.NEXT_ID, reservedIds);
    }
    return nextId++;
  }

  @Override
  public void skipIds() {
    require(Durability.DISK);
    reservedIds += LOST_IDS;
    nextId = reservedIds;
    put(Meta.TABLE, Meta.NEXT_ID, reservedIds);
  }

  @Override
  public long random() {
    return random.nextLong();
  }

  @Override
  public int readData(long dataId, long offset, int length, ByteBuf out) throws IOException {
    int count = committed.readData(dataId, offset, length, out);
    return pendingData.overlay(dataId, offset, length, count, out);
  }

  @Override
  public long seekData(long dataId, long offset, boolean hole) throws IOException {
    if (!pendingData.touches(dataId)) {
      return committed.seekData(dataId, offset, hole);
    }
    // Undecided bytes are about: a server may report a file without holes (RFC 7862 §15.11.3).
    return hole ? -1 : offset;
  }

  @Override
  public long dataSpace(long dataId) throws IOException {
    return committed.dataSpace(dataId);
  }
}
