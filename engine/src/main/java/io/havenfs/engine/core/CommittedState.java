package io.havenfs.engine.core;

import io.havenfs.engine.data.DataFiles;
import io.havenfs.engine.store.RowBatch;
import io.havenfs.engine.store.TableStore;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.table.WouldBlockException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The committed state: the store's rows with what keeps them at hand in memory, and the data files.
 *
 * <p>Readers may be on any thread. Only the sequencer (or recovery) stages and publishes; a row is
 * in the store before it is at hand, so that a reader who misses it in memory never sees an older
 * one afterwards.
 */
final class CommittedState implements View {
  private static final int TABLES = 128;

  /** First guesses at the sizes of stored keys and values; buffers grow beyond them. */
  private static final int KEY_BYTES = 64;

  private static final int ROW_BYTES = 256;

  private static final ByteBuf CHECKPOINT = storeKey(Meta.TABLE, Meta.CHECKPOINT);
  private static final ByteBuf CHECKPOINT_EPOCH = storeKey(Meta.TABLE, Meta.CHECKPOINT_EPOCH);

  private final TableStore store;
  private final DataFiles data;
  private final List<Table<?, ?>> schema;
  private final EngineLimits limits;
  private final @Nullable AtHand<?, ?>[] atHand = new AtHand<?, ?>[TABLES];
  private final List<LogEntry> staged = new ArrayList<>();
  private final RowBatch batch = new RowBatch();

  CommittedState(TableStore store, DataFiles data, List<Table<?, ?>> schema, EngineLimits limits) {
    this.store = store;
    this.data = data;
    this.schema = schema;
    this.limits = limits;
    reload();
  }

  /** Takes the rows at hand from the store anew. */
  void reload() {
    for (Table<?, ?> table : schema) {
      atHand[table.id()] = keep(table, limits);
    }
  }

  /** Puts encoded rows, as {@link EntryCodec} lays them out, into the store only. */
  void load(ByteBuf rows, long sn) {
    EntryCodec.visitRows(rows, this::stageRow);
    store.write(batch, sn);
    batch.clear();
  }

  private <K extends Comparable<K>, V> AtHand<K, V> keep(Table<K, V> table, EngineLimits limits) {
    return switch (table.residence()) {
      case CACHED -> new AtHand.Cached<>(table, limits.cacheBytes());
      case STORED -> new AtHand.Nothing<>();
      case RESIDENT -> {
        AtHand.Resident<K, V> resident = new AtHand.Resident<>();
        scanStore(table, boundary(table.id()), resident::load);
        yield resident;
      }
    };
  }

  @Override
  public <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key) {
    return of(table).get(key, wanted -> load(table, wanted));
  }

  private <K extends Comparable<K>, V> @Nullable V load(Table<K, V> table, K key) {
    ByteBuf value = Unpooled.buffer(ROW_BYTES);
    int length = store.get(storeKey(table, key), value);
    return length == TableStore.ABSENT ? null : table.values().decode(value);
  }

  @Override
  public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, Visitor<K, V> visitor) {
    if (table.residence() == Residence.RESIDENT) {
      ((AtHand.Resident<K, V>) of(table)).scan(from, visitor);
    } else {
      scanStore(table, storeKey(table, from), visitor);
    }
  }

  private <K extends Comparable<K>, V> void scanStore(
      Table<K, V> table, ByteBuf from, Visitor<K, V> visitor) {
    store.scan(
        from,
        boundary(table.id() + 1),
        (key, value) ->
            visitor.visit(table.keys().decode(key.skipBytes(1)), table.values().decode(value)));
  }

  private static <K extends Comparable<K>, V> ByteBuf storeKey(Table<K, V> table, K key) {
    ByteBuf out = Unpooled.buffer(KEY_BYTES).writeByte(table.id());
    table.keys().encode(key, out);
    return out;
  }

  private static ByteBuf boundary(int tableId) {
    return Unpooled.buffer(1).writeByte(tableId);
  }

  /** Takes the rows of a committed entry, {@code body} being its encoded form. */
  void stage(LogEntry entry, ByteBuf body) {
    EntryCodec.visitRows(body, this::stageRow);
    staged.add(entry);
  }

  private void stageRow(ByteBuf body, int keyAt, int keyLength, int valueAt, int valueLength) {
    if (valueLength < 0) {
      batch.delete(body.slice(keyAt, keyLength));
    } else {
      batch.put(body.slice(keyAt, keyLength), body.slice(valueAt, valueLength));
    }
  }

  /** Makes what was staged visible; {@code sn} is its last entry. */
  void publish(long sn) {
    store.write(batch, sn);
    batch.clear();
    for (LogEntry entry : staged) {
      for (Row<?, ?> row : entry.rows()) {
        show(row);
      }
    }
    staged.clear();
  }

  /** Notes, past the log, that entries up to {@code sn} need no replay. Nothing may be staged. */
  void recordCheckpoint(long sn, long epoch) {
    putMeta(Meta.CHECKPOINT, sn);
    putMeta(Meta.CHECKPOINT_EPOCH, epoch);
    store.write(batch, store.appliedSn());
    batch.clear();
  }

  /** Whether a stored key is that of a row that checkpoints write, past the log. */
  static boolean isOfCheckpoint(ByteBuf key) {
    return key.equals(CHECKPOINT) || key.equals(CHECKPOINT_EPOCH);
  }

  private void putMeta(long key, long value) {
    batch.put(storeKey(Meta.TABLE, key), Unpooled.buffer(Long.BYTES).writeLong(value));
  }

  /** A number that every identified service has. */
  long meta(long key) {
    return Objects.requireNonNull(get(Meta.TABLE, key));
  }

  private <K extends Comparable<K>, V> void show(Row<K, V> row) {
    of(row.table()).set(row.key(), row.value());
  }

  // The constructor makes each element from the table with that id.
  @SuppressWarnings("unchecked")
  private <K extends Comparable<K>, V> AtHand<K, V> of(Table<K, V> table) {
    AtHand<?, ?> found = atHand[table.id()];
    if (found == null) {
      throw new IllegalArgumentException("table " + table.name() + " is not in the schema");
    }
    return (AtHand<K, V>) found;
  }

  @Override
  public int readData(long dataId, long offset, int length, ByteBuf out) throws IOException {
    return data.read(dataId, offset, length, out);
  }

  @Override
  public int readDataInMemory(long dataId, long offset, int length, ByteBuf out)
      throws IOException {
    int count = data.readCached(dataId, offset, length, out);
    if (count == DataFiles.WOULD_BLOCK) {
      throw new WouldBlockException();
    }
    return count;
  }

  @Override
  public long seekData(long dataId, long offset, boolean hole) throws IOException {
    return data.seek(dataId, offset, hole);
  }

  @Override
  public long dataSpace(long dataId) throws IOException {
    return data.space(dataId);
  }
}
