package io.havenfs.engine.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A store in memory, for tests and simulations. What {@link #flush} saw survives {@link #crash},
 * and nothing else, which is the least that any store does. Flushing costs a copy.
 */
public final class MemoryTableStore implements TableStore {
  private final ConcurrentSkipListMap<byte[], byte[]> rows;
  private final Object writing = new Object();
  private NavigableMap<byte[], byte[]> flushedRows;
  private long flushedSn;
  private volatile long appliedSn;

  /** An empty store. */
  public MemoryTableStore() {
    this(new ConcurrentSkipListMap<>(Arrays::compareUnsigned), 0);
  }

  private MemoryTableStore(ConcurrentSkipListMap<byte[], byte[]> rows, long appliedSn) {
    this.rows = rows;
    this.flushedRows = rows.clone();
    this.flushedSn = appliedSn;
    this.appliedSn = appliedSn;
  }

  /** The store that is found after a crash now. This one stays as it is. */
  public MemoryTableStore crash() {
    synchronized (writing) {
      ConcurrentSkipListMap<byte[], byte[]> survivors =
          new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
      survivors.putAll(flushedRows);
      return new MemoryTableStore(survivors, flushedSn);
    }
  }

  @Override
  public int get(ByteBuf key, ByteBuf value) {
    byte[] found = rows.get(ByteBufUtil.getBytes(key));
    if (found == null) {
      return ABSENT;
    }
    value.writeBytes(found);
    return found.length;
  }

  @Override
  public void scan(ByteBuf from, ByteBuf to, RowVisitor visitor) {
    scan(rows, from, to, visitor);
  }

  private static void scan(
      NavigableMap<byte[], byte[]> rows, ByteBuf from, ByteBuf to, RowVisitor visitor) {
    byte[] low = ByteBufUtil.getBytes(from);
    byte[] high = ByteBufUtil.getBytes(to);
    if (Arrays.compareUnsigned(low, high) >= 0) {
      return;
    }
    for (Map.Entry<byte[], byte[]> row : rows.subMap(low, high).entrySet()) {
      ByteBuf key = Unpooled.wrappedBuffer(row.getKey());
      if (!visitor.visit(key, Unpooled.wrappedBuffer(row.getValue()))) {
        return;
      }
    }
  }

  @Override
  public void write(RowBatch batch, long sn) {
    synchronized (writing) {
      batch.forEach(
          new RowBatch.Changes() {
            @Override
            public void put(byte[] key, byte[] value) {
              rows.put(key, value);
            }

            @Override
            public void delete(byte[] key) {
              rows.remove(key);
            }
          });
      appliedSn = sn;
    }
  }

  @Override
  public long appliedSn() {
    return appliedSn;
  }

  @Override
  public long flush() {
    synchronized (writing) {
      flushedRows = rows.clone();
      flushedSn = appliedSn;
      return flushedSn;
    }
  }

  @Override
  public void clear() {
    synchronized (writing) {
      rows.clear();
      appliedSn = 0;
      flushedRows = rows.clone();
      flushedSn = 0;
    }
  }

  @Override
  public Snapshot snapshot() {
    synchronized (writing) {
      return new Copy(rows.clone());
    }
  }

  private record Copy(NavigableMap<byte[], byte[]> rows) implements Snapshot {
    @Override
    public void scan(ByteBuf from, ByteBuf to, RowVisitor visitor) {
      MemoryTableStore.scan(rows, from, to, visitor);
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  @Override
  public void close() {
    // nothing is held
  }
}
