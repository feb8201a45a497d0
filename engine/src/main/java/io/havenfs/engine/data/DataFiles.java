package io.havenfs.engine.data;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskSpace;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Data files by id. A file that does not exist is an empty one: reading finds nothing, writing
 * creates it.
 *
 * <p>Thread-safe. Changes of one file are not ordered among each other unless the caller orders
 * them. {@link #drop} must not run beside changes of the same file.
 *
 * <p>When synchronising fails, the changes not synchronised before must be taken as lost (see the
 * disk's page); the replica cannot go on with them.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class DataFiles implements AutoCloseable {
  /** {@link #readCached}'s answer when it would have to wait for the disk. */
  public static final int WOULD_BLOCK = -1;

  private DataFiles() {}

  /** The data files below {@code directory}, which is created when missing. */
  public static DataFiles open(Disk disk, String directory, DataLimits limits) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Appends up to {@code length} bytes from {@code offset} to {@code out} and returns how many;
   * fewer only where the file ends.
   */
  public int read(long dataId, long offset, int length, ByteBuf out) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * As {@link #read}, or {@link #WOULD_BLOCK} with {@code out} as it was when not all of it is in
   * memory. Opening a file that is not open yet may still wait.
   */
  public int readCached(long dataId, long offset, int length, ByteBuf out) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Writes the readable bytes of {@code payload}, whose indices stay as they are. */
  public void write(long dataId, long offset, ByteBuf payload) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Cuts, or extends with a hole. */
  public void truncate(long dataId, long size) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Makes a hole; the size stays. */
  public void punch(long dataId, long offset, long length) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Reserves storage, so that writing there cannot fail for want of it. Contents do not change. */
  public void allocate(long dataId, long offset, long length) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Deletes the file, if there. */
  public void drop(long dataId) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Where the next data (or, with {@code hole}, the next hole) at or after {@code offset} starts,
   * or -1 when there is none before the file's end. The end itself counts as a hole.
   */
  public long seek(long dataId, long offset, boolean hole) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Bytes of storage that the file occupies. */
  public long space(long dataId) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Returns when all changes of the file that returned before the call are on stable storage. */
  public void sync(long dataId) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns when all changes of all files that returned before the call, drops included, are on
   * stable storage.
   */
  public void syncAllDirty() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Number of files with changes not yet synchronised. */
  public int dirtyFiles() {
    throw new UnsupportedOperationException();
  }

  /** Space of the file system that holds the files. */
  public DiskSpace space() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Shows the ids of all files there are, in no order: to find those that nothing refers to. */
  public void ids(LongConsumer visitor) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Closes all files, which does not make them durable. Nothing may be under way. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
