package io.havenfs.engine.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store that gathers rows in memory and puts them into another one together, each as it was last.
 *
 * <p>A directory's row changes with each of its entries, and much of what is created is gone a
 * moment later: of a hundred changes the store below sees twenty. It costs a copy of a row and a
 * look into a hash table where a row is not in the engine's own caches; a scan puts what was
 * gathered into the store below first.
 *
 * <p>What is gathered is lost with the process, as are the rows that the store below holds in
 * memory: what survives is still the state after some earlier batch.
 */
public final class GatheringTableStore implements TableStore {
  /** Gathered bytes that go down: enough to gather much, and no noticeable pause of the writer. */
  private static final int GATHERED_BYTES = 512 << 10;

  /** What a row takes beside its key and value. */
  private static final int ROW_OVERHEAD = 96;

  private static final byte[] GONE = new byte[0];

  private final TableStore below;
  private final Object writing = new Object();

  /** Rows leave when they are in the store below: who does not find one here looks there next. */
  private final ConcurrentHashMap<Key, byte[]> gathered = new ConcurrentHashMap<>();

  private final RowBatch batch = new RowBatch();
  private final Gathering gathering = new Gathering();
  private int gatheredBytes;
  private volatile long appliedSn;

  /** Gathers rows for {@code below}, which nobody else may use from now on. */
  public GatheringTableStore(TableStore below) {
    this.below = below;
    this.appliedSn = below.appliedSn();
  }

  /** A key, with its hash. */
  private static final class Key {
    private final byte[] bytes;
    private final int hash;

    Key(byte[] bytes) {
      this.bytes = bytes;
      this.hash = Arrays.hashCode(bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }
  }

  /**
   * The last change of a row is what counts. A value is an array of its own, never {@link #GONE}.
   */
  private final class Gathering implements RowBatch.Changes {
    @Override
    public void put(byte[] key, byte[] value) {
      set(key, value);
    }

    @Override
    public void delete(byte[] key) {
      set(key, GONE);
    }

    private void set(byte[] key, byte[] value) {
      byte[] before = gathered.put(new Key(key), value);
      gatheredBytes +=
          before == null ? key.length + value.length + ROW_OVERHEAD : value.length - before.length;
    }
  }

  @Override
  public int get(ByteBuf key, ByteBuf value) {
    byte[] row = gathered.isEmpty() ? null : gathered.get(new Key(ByteBufUtil.getBytes(key)));
    if (row == null) {
      return below.get(key, value);
    }
    if (isGone(row)) {
      return ABSENT;
    }
    value.writeBytes(row);
    return row.length;
  }

  @SuppressWarnings("ArrayEquals") // one array stands for no value
  private static boolean isGone(byte[] row) {
    return row == GONE;
  }

  @Override
  public void scan(ByteBuf from, ByteBuf to, RowVisitor visitor) {
    settle();
    below.scan(from, to, visitor);
  }

  @Override
  public void write(RowBatch changes, long sn) {
    synchronized (writing) {
      changes.forEach(gathering);
      appliedSn = sn;
      if (gatheredBytes > GATHERED_BYTES) {
        putDown();
      }
    }
  }

  private void settle() {
    synchronized (writing) {
      if (appliedSn != below.appliedSn() || !gathered.isEmpty()) {
        putDown();
      }
    }
  }

  private void putDown() {
    for (Map.Entry<Key, byte[]> row : gathered.entrySet()) {
      ByteBuf key = Unpooled.wrappedBuffer(row.getKey().bytes);
      if (isGone(row.getValue())) {
        batch.delete(key);
      } else {
        batch.put(key, Unpooled.wrappedBuffer(row.getValue()));
      }
    }
    below.write(batch, appliedSn);
    batch.clear();
    gathered.clear();
    gatheredBytes = 0;
  }

  @Override
  public long appliedSn() {
    return appliedSn;
  }

  @Override
  public long flush() {
    settle();
    return below.flush();
  }

  @Override
  public void clear() {
    synchronized (writing) {
      gathered.clear();
      gatheredBytes = 0;
      appliedSn = 0;
      below.clear();
    }
  }

  @Override
  public Snapshot snapshot() {
    settle();
    return below.snapshot();
  }

  @Override
  public void close() {
    below.close();
  }
}
