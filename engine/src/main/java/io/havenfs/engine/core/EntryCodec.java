package io.havenfs.engine.core;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a log entry.
 *
 * <pre>
 * u32 rows, then for each: u32 key length | DELETE, u8 table, key; if not deleted: u32 length, value
 * u32 data changes, then for each: u8 kind, u64 data id, and
 *   1 write     u64 offset, u32 length              (payload in the data file only)
 *   2 write     u64 offset, u32 length, payload     (logged)
 *   3 truncate  u64 size
 *   4 punch     u64 offset, u64 length
 *   5 allocate  u64 offset, u64 length
 *   6 drop
 * </pre>
 *
 * The table's id and the key stand together, because that is also the key in the store.
 */
final class EntryCodec {
  private static final int DELETE = 1 << 31;
  private static final byte WRITE = 1;
  private static final byte LOGGED_WRITE = 2;
  private static final byte TRUNCATE = 3;
  private static final byte PUNCH = 4;
  private static final byte ALLOCATE = 5;
  private static final byte DROP = 6;

  private final @Nullable Table<?, ?>[] tables = new Table<?, ?>[128];

  EntryCodec(List<Table<?, ?>> schema) {
    for (Table<?, ?> table : schema) {
      Table<?, ?> twin = tables[table.id()];
      if (twin != null) {
        throw new IllegalArgumentException(
            "tables " + twin.name() + " and " + table.name() + " have the same id " + table.id());
      }
      tables[table.id()] = table;
    }
  }

  /** Where the parts of an encoded row are, for the store. */
  interface RowVisitor {
    /** A row in {@code body}; {@code valueLength} is negative for a deletion. */
    void row(ByteBuf body, int keyAt, int keyLength, int valueAt, int valueLength);
  }

  static void encode(LogEntry entry, ByteBuf out) {
    out.writeInt(entry.rows().size());
    for (Row<?, ?> row : entry.rows()) {
      encodeRow(row, out);
    }
    out.writeInt(entry.data().size());
    for (DataChange change : entry.data()) {
      encodeData(change, out);
    }
  }

  private static <K extends Comparable<K>, V> void encodeRow(Row<K, V> row, ByteBuf out) {
    int start = out.writerIndex();
    out.writeInt(0).writeByte(row.table().id());
    row.table().keys().encode(row.key(), out);
    int keyLength = out.writerIndex() - start - Integer.BYTES;
    V value = row.value();
    if (value == null) {
      out.setInt(start, keyLength | DELETE);
      return;
    }
    out.setInt(start, keyLength);
    int valueStart = out.writerIndex();
    out.writeInt(0);
    row.table().values().encode(value, out);
    out.setInt(valueStart, out.writerIndex() - valueStart - Integer.BYTES);
  }

  private static void encodeData(DataChange change, ByteBuf out) {
    switch (change) {
      case DataChange.Write(long id, long offset, ByteBuf payload, boolean logged) -> {
        out.writeByte(logged ? LOGGED_WRITE : WRITE).writeLong(id).writeLong(offset);
        out.writeInt(payload.readableBytes());
        if (logged) {
          out.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
        }
      }
      case DataChange.Truncate(long id, long size) ->
          out.writeByte(TRUNCATE).writeLong(id).writeLong(size);
      case DataChange.Punch(long id, long offset, long length) ->
          out.writeByte(PUNCH).writeLong(id).writeLong(offset).writeLong(length);
      case DataChange.Allocate(long id, long offset, long length) ->
          out.writeByte(ALLOCATE).writeLong(id).writeLong(offset).writeLong(length);
      case DataChange.Drop(long id) -> out.writeByte(DROP).writeLong(id);
    }
  }

  /** Shows the rows of an encoded entry; returns the index just past them. */
  static int visitRows(ByteBuf body, RowVisitor visitor) {
    int at = body.readerIndex();
    int rows = body.getInt(at);
    at += Integer.BYTES;
    for (int i = 0; i < rows; i++) {
      int key = body.getInt(at);
      int keyLength = key & ~DELETE;
      int keyAt = at + Integer.BYTES;
      at = keyAt + keyLength;
      if ((key & DELETE) != 0) {
        visitor.row(body, keyAt, keyLength, at, -1);
      } else {
        int valueLength = body.getInt(at);
        visitor.row(body, keyAt, keyLength, at + Integer.BYTES, valueLength);
        at += Integer.BYTES + valueLength;
      }
    }
    return at;
  }

  /**
   * What an encoded entry says.
   *
   * @param absent what it writes to data files, where the bytes are neither in it nor at hand
   */
  record Decoded(LogEntry entry, List<FileRanges.Range> absent) {}

  /**
   * The entry in {@code body}. Payloads of logged writes are retained slices of it. A write whose
   * payload is not in the log is {@link Decoded#absent}.
   *
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} when it is not an entry
   */
  Decoded decode(long sn, Durability durability, ByteBuf body) {
    return decode(sn, durability, body, new DataDecoder(body, Optional.empty()));
  }

  /**
   * The entry of {@code shipped}, whose references stay the caller's; those of the entry's payloads
   * are new ones.
   *
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} when it is not an entry,
   *     or its payloads are others than it says
   */
  Decoded decode(ShippedEntry shipped) {
    Optional<Iterator<ByteBuf>> payloads =
        shipped.complete() ? Optional.of(shipped.payloads().iterator()) : Optional.empty();
    DataDecoder data = new DataDecoder(shipped.body(), payloads);
    try {
      return decode(shipped.sn(), shipped.durability(), shipped.body(), data);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      data.release();
      throw malformed;
    }
  }

  private Decoded decode(long sn, Durability durability, ByteBuf body, DataDecoder data) {
    List<Row<?, ?>> rows = new ArrayList<>();
    int at =
        visitRows(
            body,
            (buffer, keyAt, keyLength, valueAt, valueLength) ->
                rows.add(decodeRow(buffer, keyAt, keyLength, valueAt, valueLength)));
    data.decode(at);
    return new Decoded(new LogEntry(sn, durability, rows, data.changes), data.absent);
  }

  /** Reads the changes of data files. */
  private static final class DataDecoder {
    private final ByteBuf body;
    private final Optional<Iterator<ByteBuf>> payloads;
    private final List<DataChange> changes = new ArrayList<>();
    private final List<FileRanges.Range> absent = new ArrayList<>();

    DataDecoder(ByteBuf body, Optional<Iterator<ByteBuf>> payloads) {
      this.body = body;
      this.payloads = payloads;
    }

    void decode(int at) {
      ByteBuf in = body.slice(at, body.writerIndex() - at);
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        decodeOne(in);
      }
      if (in.isReadable() || (payloads.isPresent() && payloads.get().hasNext())) {
        throw new IllegalArgumentException("there is more than the entry says");
      }
    }

    private void decodeOne(ByteBuf in) {
      byte kind = in.readByte();
      long id = in.readLong();
      switch (kind) {
        case WRITE -> write(id, in.readLong(), in.readInt());
        case LOGGED_WRITE -> {
          long offset = in.readLong();
          changes.add(new DataChange.Write(id, offset, in.readRetainedSlice(in.readInt()), true));
        }
        case TRUNCATE -> changes.add(new DataChange.Truncate(id, in.readLong()));
        case PUNCH -> changes.add(new DataChange.Punch(id, in.readLong(), in.readLong()));
        case ALLOCATE -> changes.add(new DataChange.Allocate(id, in.readLong(), in.readLong()));
        case DROP -> changes.add(new DataChange.Drop(id));
        default -> throw new IllegalArgumentException("entry has unknown data change " + kind);
      }
    }

    private void write(long id, long offset, int length) {
      if (payloads.isEmpty()) {
        absent.add(new FileRanges.Range(id, offset, offset + length));
        return;
      }
      if (!payloads.get().hasNext()) {
        throw new IllegalArgumentException("a payload is missing");
      }
      ByteBuf payload = payloads.get().next();
      if (payload.readableBytes() != length) {
        throw new IllegalArgumentException("a payload has another length than the entry says");
      }
      changes.add(new DataChange.Write(id, offset, payload.retainedDuplicate(), false));
    }

    void release() {
      changes.forEach(Replica::releasePayload);
    }
  }

  private Row<?, ?> decodeRow(
      ByteBuf body, int keyAt, int keyLength, int valueAt, int valueLength) {
    int id = body.getByte(keyAt);
    Table<?, ?> table = id < 0 ? null : tables[id];
    if (table == null) {
      throw new IllegalArgumentException("entry names unknown table " + id);
    }
    return decodeRow(table, body, keyAt + 1, keyLength - 1, valueAt, valueLength);
  }

  private static <K extends Comparable<K>, V> Row<K, V> decodeRow(
      Table<K, V> table, ByteBuf body, int keyAt, int keyLength, int valueAt, int valueLength) {
    K key = table.keys().decode(body.slice(keyAt, keyLength));
    V value = valueLength < 0 ? null : table.values().decode(body.slice(valueAt, valueLength));
    return new Row<>(table, key, value);
  }

  /** An upper estimate of the encoded size, so that the buffer need not grow. */
  static int sizeHint(LogEntry entry) {
    int size = 64 + 256 * entry.rows().size();
    for (DataChange change : entry.data()) {
      if (change instanceof DataChange.Write write && write.logged()) {
        size += write.payload().readableBytes();
      }
      size += 32;
    }
    return size;
  }
}
