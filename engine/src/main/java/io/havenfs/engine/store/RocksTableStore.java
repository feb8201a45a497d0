package io.havenfs.engine.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A store on RocksDB, which checks the checksum of every block it reads.
 *
 * <p>Crossing into native code costs more than most of what is done there, so a batch crosses as
 * one array of bytes, and a row as another.
 *
 * <p>Native objects must not be used after they were closed, which would end the process; every
 * call therefore holds a read lock that {@link #close} waits for, and fails after it.
 */
public final class RocksTableStore implements TableStore {
  /** The stored form of the rows, this class's own and those of all tables. */
  private static final long VERSION = 2;

  private static final byte[] APPLIED_SN_KEY = {0, 1};
  private static final byte[] VERSION_KEY = {0, 2};

  /** Behind all rows: no table has such an id. */
  private static final byte[] END = {(byte) 0xff};

  private final RocksOptions options;
  private final RocksDB db;
  private final ReadOptions reads = new ReadOptions();
  private final WriteOptions writes = new WriteOptions().setDisableWAL(true);
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Lock using = lock.readLock();
  private volatile long appliedSn;
  private boolean closed;

  private RocksTableStore(RocksOptions options, RocksDB db) {
    this.options = options;
    this.db = db;
  }

  /**
   * Opens the store in {@code directory}, or creates it there when the directory is empty or
   * missing (its parent must exist).
   *
   * @throws UntrustedStoreException when what is there cannot be opened or trusted
   */
  public static RocksTableStore open(Path directory, StoreLimits limits) throws IOException {
    RocksFolder folder = new RocksFolder(directory.toAbsolutePath());
    try {
      folder.clearUnfinished();
      if (folder.isNew()) {
        create(folder, limits);
      }
    } catch (IOException e) {
      throw new IOException("cannot create the table store in " + directory, e);
    }
    if (!folder.isStore()) {
      throw new UntrustedStoreException(directory + " holds files, but no table store", null);
    }
    RocksTableStore store = openNative(folder.path(), limits, false);
    try {
      store.check(directory);
    } catch (UntrustedStoreException e) {
      store.close();
      throw e;
    }
    return store;
  }

  private static void create(RocksFolder folder, StoreLimits limits) throws IOException {
    try (RocksTableStore store = openNative(folder.unfinished(), limits, true)) {
      store.writeStored(new RowBatch().stored(VERSION_KEY, VERSION));
      store.flush();
    }
    folder.finish();
  }

  private static RocksTableStore openNative(Path directory, StoreLimits limits, boolean create)
      throws IOException {
    RocksDB.loadLibrary();
    RocksOptions options = new RocksOptions(limits, create);
    try {
      return new RocksTableStore(options, RocksDB.open(options.options(), directory.toString()));
    } catch (RocksDBException e) {
      options.close();
      String failure = "cannot open the table store in " + directory + ": " + e.getMessage();
      throw isDamage(e) ? new UntrustedStoreException(failure, e) : new IOException(failure, e);
    }
  }

  /** Rather than a disk that cannot be read just now, or a store that another process has open. */
  private static boolean isDamage(RocksDBException e) {
    return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
  }

  private void check(Path directory) throws UntrustedStoreException {
    try {
      byte @Nullable [] version = db.get(VERSION_KEY);
      if (version == null || toLong(version) != VERSION) {
        throw new UntrustedStoreException(
            "the table store in " + directory + " was not written by this version", null);
      }
      byte @Nullable [] sn = db.get(APPLIED_SN_KEY);
      appliedSn = sn == null ? 0 : toLong(sn);
    } catch (RocksDBException e) {
      throw new UntrustedStoreException(
          "cannot read the table store in " + directory + ": " + e.getMessage(), e);
    }
  }

  private static long toLong(byte[] bytes) {
    return bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : -1;
  }

  /** To be undone with {@code using.unlock()}. */
  private void use() {
    using.lock();
    if (closed) {
      using.unlock();
      throw new StoreException("the table store is closed", null);
    }
  }

  @Override
  public int get(ByteBuf key, ByteBuf value) {
    boolean shared = key.hasArray();
    byte[] keyBytes = shared ? key.array() : ByteBufUtil.getBytes(key);
    int keyOffset = shared ? key.arrayOffset() + key.readerIndex() : 0;
    use();
    try {
      return get(keyBytes, keyOffset, key.readableBytes(), value);
    } catch (RocksDBException e) {
      throw failed("read", e);
    } finally {
      using.unlock();
    }
  }

  private int get(byte[] key, int offset, int length, ByteBuf value) throws RocksDBException {
    if (value.hasArray()) {
      int room = value.writableBytes();
      int start = value.arrayOffset() + value.writerIndex();
      int size = db.get(reads, key, offset, length, value.array(), start, room);
      if (size <= room) {
        return size == RocksDB.NOT_FOUND ? ABSENT : advance(value, size);
      }
    }
    byte[] found = db.get(reads, key, offset, length);
    if (found == null) {
      return ABSENT;
    }
    value.writeBytes(found);
    return found.length;
  }

  private static int advance(ByteBuf value, int size) {
    value.writerIndex(value.writerIndex() + size);
    return size;
  }

  @Override
  public void scan(ByteBuf from, ByteBuf to, RowVisitor visitor) {
    try (ReadOptions options = new ReadOptions()) {
      scan(from, to, options, visitor);
    }
  }

  private void scan(ByteBuf from, ByteBuf to, ReadOptions options, RowVisitor visitor) {
    use();
    try (Slice end = new Slice(ByteBufUtil.getBytes(to));
        RocksIterator rows = db.newIterator(options.setIterateUpperBound(end))) {
      Rows.show(rows, ByteBufUtil.getBytes(from), visitor);
      rows.status();
    } catch (RocksDBException e) {
      throw failed("scan", e);
    } finally {
      using.unlock();
    }
  }

  @Override
  public void write(RowBatch batch, long sn) {
    writeStored(batch.stored(APPLIED_SN_KEY, sn));
    appliedSn = sn;
  }

  private void writeStored(byte[] stored) {
    use();
    try (WriteBatch batch = new WriteBatch(stored)) {
      db.write(writes, batch);
    } catch (RocksDBException e) {
      throw failed("write", e);
    } finally {
      using.unlock();
    }
  }

  @Override
  public long appliedSn() {
    return appliedSn;
  }

  @Override
  public long flush() {
    use();
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true).setAllowWriteStall(true)) {
      long sn = appliedSn;
      db.flush(flush);
      return sn;
    } catch (RocksDBException e) {
      throw failed("flush", e);
    } finally {
      using.unlock();
    }
  }

  @Override
  public void clear() {
    use();
    try {
      db.deleteRange(writes, new byte[] {1}, END);
      db.put(writes, APPLIED_SN_KEY, new byte[Long.BYTES]);
      appliedSn = 0;
    } catch (RocksDBException e) {
      throw failed("clear", e);
    } finally {
      using.unlock();
    }
    flush();
  }

  @Override
  public Snapshot snapshot() {
    use();
    try {
      return new View(db.getSnapshot());
    } finally {
      using.unlock();
    }
  }

  /** A snapshot of the database. */
  private final class View implements Snapshot {
    private final org.rocksdb.Snapshot snapshot;

    View(org.rocksdb.Snapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public void scan(ByteBuf from, ByteBuf to, RowVisitor visitor) {
      try (ReadOptions options = new ReadOptions().setSnapshot(snapshot).setFillCache(false)) {
        RocksTableStore.this.scan(from, to, options, visitor);
      }
    }

    @Override
    public void close() {
      using.lock();
      try {
        if (!closed) {
          db.releaseSnapshot(snapshot);
        }
      } finally {
        using.unlock();
      }
    }
  }

  private static StoreException failed(String action, RocksDBException cause) {
    return new StoreException(
        "the table store failed to " + action + ": " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        db.close();
        reads.close();
        writes.close();
        options.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
