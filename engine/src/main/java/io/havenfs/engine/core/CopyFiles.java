package io.havenfs.engine.core;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EntryVisitor;
import io.havenfs.engine.log.LogPlace;
import io.havenfs.engine.store.TableStore;
import io.havenfs.engine.tx.DataChange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A copy's log, tables and data files, as other copies are brought up to date from them, and
 * compared. Any thread unless something else is said; most methods wait for the disk.
 */
public final class CopyFiles {
  static final ByteBuf NO_ROWS = Unpooled.unreleasableBuffer(Unpooled.buffer().writeInt(0));

  private static final byte[] FIRST_KEY = {1};
  private static final byte[] BEHIND_KEYS = {(byte) 0x80};

  private final OpenReplica opened;

  CopyFiles(OpenReplica opened) {
    this.opened = opened;
  }

  /** The oldest entry in the log. */
  public long firstSn() {
    return opened.log().firstSn();
  }

  /** See {@link io.havenfs.engine.log.EntryLog#read}. */
  public Optional<LogPlace> readLog(LogPlace place, int bytes, EntryVisitor visitor)
      throws IOException {
    return opened.log().read(place, bytes, visitor);
  }

  /** What entries behind {@code sn} changed in data files, if that is known. The owner's. */
  public Optional<FileRanges> changedSince(long sn) throws IOException {
    Optional<ChangedBlocks> changed = opened.changed();
    return changed.isEmpty() ? Optional.empty() : changed.get().since(sn);
  }

  /** The ids of all data files. */
  public List<Long> dataIds() throws IOException {
    List<Long> ids = new ArrayList<>();
    opened.data().ids(ids::add);
    return ids;
  }

  /** Appends a part of a data file; fewer bytes only where the file ends. */
  public int readData(long dataId, long offset, int length, ByteBuf out) throws IOException {
    return opened.data().read(dataId, offset, length, out);
  }

  /** Where the next data at or behind {@code offset} is, or -1. */
  public long nextData(long dataId, long offset) throws IOException {
    return opened.data().seek(dataId, offset, false);
  }

  /** Writes bytes of another copy. The owner's. */
  public void writeData(long dataId, long offset, ByteBuf bytes) throws IOException {
    opened.data().write(dataId, offset, bytes);
  }

  /** Makes a part read as zeros; {@link FileRanges#END} is the end of the file. The owner's. */
  public void clearData(long dataId, long from, long to) throws IOException {
    if (to == FileRanges.END) {
      opened.data().truncate(dataId, from);
    } else if (from < to) {
      opened.data().punch(dataId, from, to - from);
    }
  }

  /** Deletes a data file. The owner's. */
  public void dropData(long dataId) throws IOException {
    opened.data().drop(dataId);
  }

  /** Applies a change of another copy's data file once more. The owner's. */
  public void applyAgain(DataChange change) throws IOException {
    Replica.applyTo(opened.data(), change);
  }

  /** Returns when the data files are on stable storage. */
  public void syncData(Set<Long> dataIds) throws IOException {
    for (long dataId : dataIds) {
      opened.data().sync(dataId);
    }
  }

  /** Returns when all data files are on stable storage, as they are now. */
  public void syncAllData() throws IOException {
    opened.data().syncAllDirty();
  }

  /** The tables as of the last entry applied. Taken by the owner, read and closed by any thread. */
  public TablesSnapshot snapshot() {
    return new TablesSnapshot(opened.store().snapshot());
  }

  /**
   * A copy's rows, summed up.
   *
   * @param checksum CRC-32C of all keys and values
   */
  public record TablesDigest(long rows, long checksum) {}

  /** All rows of one instant, in the form in which entries hold rows. */
  public static final class TablesSnapshot implements AutoCloseable {
    private final TableStore.Snapshot snapshot;
    private byte[] next = FIRST_KEY;
    private boolean finished;
    private boolean closed;

    TablesSnapshot(TableStore.Snapshot snapshot) {
      this.snapshot = snapshot;
    }

    /** Whether all rows were read. */
    public synchronized boolean isFinished() {
      return finished;
    }

    /** Appends the next rows to {@code out}, until about {@code bytes} are; none once closed. */
    public synchronized void read(ByteBuf out, int bytes) {
      if (closed) {
        out.writeInt(0);
        return;
      }
      int start = out.writerIndex();
      int[] count = {0};
      out.writeInt(0);
      finished = true;
      snapshot.scan(
          Unpooled.wrappedBuffer(next),
          Unpooled.wrappedBuffer(BEHIND_KEYS),
          (key, value) -> {
            if (out.writerIndex() - start >= bytes) {
              next = ByteBufUtil.getBytes(key);
              finished = false;
              return false;
            }
            out.writeInt(key.readableBytes())
                .writeBytes(key, key.readerIndex(), key.readableBytes());
            out.writeInt(value.readableBytes());
            out.writeBytes(value, value.readerIndex(), value.readableBytes());
            count[0]++;
            return true;
          });
      out.setInt(start, count[0]);
    }

    /**
     * All rows but those that are a copy's own business, summed up; nothing once closed. What was
     * {@link #read} does not matter.
     */
    public synchronized TablesDigest digest() {
      CRC32C checksum = new CRC32C();
      long[] rows = {0};
      if (!closed) {
        snapshot.scan(
            Unpooled.wrappedBuffer(FIRST_KEY),
            Unpooled.wrappedBuffer(BEHIND_KEYS),
            (key, value) -> {
              if (!CommittedState.isOfCheckpoint(key)) {
                rows[0]++;
                checksum.update(key.nioBuffer());
                checksum.update(value.nioBuffer());
              }
              return true;
            });
      }
      return new TablesDigest(rows[0], checksum.getValue());
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        snapshot.close();
      }
    }
  }
}
