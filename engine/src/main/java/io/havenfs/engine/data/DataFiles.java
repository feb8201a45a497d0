package io.havenfs.engine.data;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.DiskSpace;
import io.havenfs.host.disk.OpenMode;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Data files by id. A file that does not exist is an empty one: reading finds nothing, writing
 * creates it. What lies behind a file's end reads as nothing, too: the service's inodes know the
 * sizes, and a file is never extended just to have one.
 *
 * <p>Thread-safe. Changes of one file are not ordered among each other unless the caller orders
 * them. {@link #drop} must not run beside changes of the same file.
 *
 * <p>When synchronising fails, the changes not synchronised before must be taken as lost (see the
 * disk's page); the replica cannot go on with them.
 */
public final class DataFiles implements AutoCloseable {
  /** {@link #readCached}'s answer when it would have to wait for the disk. */
  public static final int WOULD_BLOCK = DiskFile.WOULD_BLOCK;

  /** From so many dirty files on, synchronising the whole disk is cheaper than one by one. */
  private static final int MANY = 64;

  private final Disk disk;
  private final DataLimits limits;
  private final Shards shards;
  private final OpenFiles open;
  private final long largestSize;
  private final ReadFailures failures = new ReadFailures(System::nanoTime);
  private final Set<DataFile> dirty = ConcurrentHashMap.newKeySet();
  private final Set<SyncedDirectory> dirtyDirectories = ConcurrentHashMap.newKeySet();

  /** Counts dropped files, so that one opened beside its drop is not kept. */
  private final AtomicLong drops = new AtomicLong();

  private DataFiles(Disk disk, String directory, DataLimits limits) throws IOException {
    this.disk = disk;
    this.limits = limits;
    this.shards = new Shards(disk, directory);
    this.open = new OpenFiles(limits.openFiles());
    this.largestSize = LargestFile.probe(disk);
  }

  /** The data files below {@code directory}, which is created when missing. */
  public static DataFiles open(Disk disk, String directory, DataLimits limits) throws IOException {
    disk.createDirectories(directory);
    return new DataFiles(disk, directory, limits);
  }

  /** The largest offset at which the file system lets a file's data end. */
  public long largestSize() {
    return largestSize;
  }

  /** What is done with an open file. */
  @FunctionalInterface
  private interface Use {
    long of(DiskFile file) throws IOException;
  }

  /**
   * Uses a file for reading; {@code missing} is the answer when it does not exist. A failure is
   * logged here: the client learns no more than that there was one.
   */
  private long use(long id, long missing, Use use) throws IOException {
    try {
      return useOpen(id, missing, use);
    } catch (IOException e) {
      failures.report(id, e);
      throw e;
    }
  }

  private long useOpen(long id, long missing, Use use) throws IOException {
    while (true) {
      DataFile file = find(id, OpenMode.READ_WRITE);
      if (file == null) {
        return missing;
      }
      try {
        return use.of(file.file());
      } catch (ClosedChannelException e) {
        open.forget(file); // closed to make room before it was used
      }
    }
  }

  /**
   * Appends up to {@code length} bytes from {@code offset} to {@code out} and returns how many;
   * fewer only where the file ends.
   */
  public int read(long dataId, long offset, int length, ByteBuf out) throws IOException {
    return (int) use(dataId, 0, file -> file.read(out, length, offset));
  }

  /**
   * As {@link #read}, or {@link #WOULD_BLOCK} with {@code out} as it was when not all of it is in
   * memory. Opening a file that is not open yet may still wait.
   */
  public int readCached(long dataId, long offset, int length, ByteBuf out) throws IOException {
    return (int) use(dataId, 0, file -> file.readCached(out, length, offset));
  }

  /**
   * Where the next data (or, with {@code hole}, the next hole) at or after {@code offset} starts,
   * or -1 when there is none before the file's end. The end itself counts as a hole.
   */
  public long seek(long dataId, long offset, boolean hole) throws IOException {
    return use(dataId, -1, file -> hole ? file.nextHole(offset) : file.nextData(offset));
  }

  /** Bytes of storage that the file occupies. */
  public long space(long dataId) throws IOException {
    return use(dataId, 0, DiskFile::allocatedBytes);
  }

  private @Nullable DataFile find(long id, OpenMode mode) throws IOException {
    DataFile known = open.get(id);
    return known != null ? known : openFile(id, mode);
  }

  private @Nullable DataFile openFile(long id, OpenMode mode) throws IOException {
    long dropsBefore = drops.get();
    DiskFile file = openOnDisk(id, mode);
    if (file == null) {
      return null;
    }
    SyncedDirectory directory = shards.of(id);
    long name = directory.latest();
    if (mode == OpenMode.CREATE && file.size() == 0) { // as good as new
      name = directory.changed();
      dirtyDirectories.add(directory);
    }
    DataFile opened = new DataFile(id, file, directory, name);
    DataFile added = open.add(opened);
    if (opened.equals(added) && drops.get() != dropsBefore && opened.closeIfClean()) {
      open.forget(opened); // perhaps it was this one; its user finds out and looks again
    }
    return added;
  }

  private @Nullable DiskFile openOnDisk(long id, OpenMode mode) throws IOException {
    String path = shards.path(id);
    try {
      return disk.open(path, mode);
    } catch (NoSuchFileException e) {
      if (mode != OpenMode.CREATE) {
        return null;
      }
      shards.create(id);
      return disk.open(path, mode);
    }
  }

  /** A change of an open file. */
  @FunctionalInterface
  private interface Edit {
    void of(DiskFile file) throws IOException;
  }

  private void change(long id, OpenMode mode, Edit edit) throws IOException {
    while (true) {
      DataFile file = find(id, mode);
      if (file == null) {
        return;
      }
      if (file.beginChange()) {
        try {
          edit.of(file.file());
        } finally {
          file.endChange();
          noteDirty(file);
        }
        return;
      }
      open.forget(file);
    }
  }

  private void noteDirty(DataFile file) throws IOException {
    if (file.directory().isDirty()) { // an earlier process may have made the file, not durably
      dirtyDirectories.add(file.directory());
    }
    if (dirty.add(file) && dirty.size() > limits.dirtyFiles()) {
      for (DataFile other : dirty) {
        if (!other.equals(file)) {
          sync(other);
          return;
        }
      }
    }
  }

  /** Writes the readable bytes of {@code payload}, whose indices stay as they are. */
  public void write(long dataId, long offset, ByteBuf payload) throws IOException {
    change(dataId, OpenMode.CREATE, file -> file.write(payload, offset));
  }

  /** Cuts off what lies behind {@code size}. A shorter file stays as it is. */
  public void truncate(long dataId, long size) throws IOException {
    change(
        dataId,
        OpenMode.READ_WRITE,
        file -> {
          if (file.size() > size) {
            file.truncate(size);
          }
        });
  }

  /** Makes a hole. */
  public void punch(long dataId, long offset, long length) throws IOException {
    long within = Math.min(length, largestSize - offset);
    if (within > 0) {
      change(dataId, OpenMode.READ_WRITE, file -> file.punch(offset, within));
    }
  }

  /** Reserves storage, so that writing there cannot fail for want of it. Contents do not change. */
  public void allocate(long dataId, long offset, long length) throws IOException {
    change(dataId, OpenMode.CREATE, file -> file.allocate(offset, length, false));
  }

  /**
   * The file, if there, may hold what an earlier process wrote and did not synchronise: it counts
   * as changed by this one.
   */
  public void changedBefore(long dataId) throws IOException {
    change(dataId, OpenMode.READ_WRITE, file -> {});
  }

  /** Deletes the file, if there. */
  public void drop(long dataId) throws IOException {
    SyncedDirectory directory = shards.of(dataId);
    try {
      disk.delete(shards.path(dataId));
    } catch (NoSuchFileException e) {
      // deleted before a crash, perhaps not durably
    }
    directory.changed();
    dirtyDirectories.add(directory);
    drops.incrementAndGet();
    DataFile known = open.get(dataId);
    open.remove(dataId);
    if (known != null) {
      dirty.remove(known);
    }
  }

  /** Returns when all changes of the file that returned before the call are on stable storage. */
  public void sync(long dataId) throws IOException {
    while (true) {
      DataFile file = find(dataId, OpenMode.READ_WRITE);
      if (file == null || sync(file)) {
        return;
      }
      open.forget(file);
    }
  }

  /** False when the file was closed before it could be synchronised. */
  private boolean sync(DataFile file) throws IOException {
    try {
      file.sync();
    } catch (ClosedChannelException e) {
      return false;
    }
    clean(file);
    return true;
  }

  /** Takes a file from the dirty ones unless it was changed meanwhile. */
  private void clean(DataFile file) {
    dirty.remove(file);
    if (file.isDirty()) {
      dirty.add(file);
    }
  }

  /**
   * Returns when all changes of all files that returned before the call, drops included, are on
   * stable storage.
   */
  public void syncAllDirty() throws IOException {
    if (dirty.size() < MANY) {
      syncOneByOne();
    } else {
      syncTogether();
    }
  }

  private void syncTogether() throws IOException {
    Map<DataFile, Long> files = new HashMap<>();
    Map<SyncedDirectory, Long> directories = new HashMap<>();
    dirty.forEach(file -> files.put(file, file.changes()));
    dirtyDirectories.forEach(directory -> directories.put(directory, directory.latest()));
    dirtyDirectories.removeAll(directories.keySet());
    disk.sync();
    directories.forEach(SyncedDirectory::durable);
    files.forEach(
        (file, changes) -> {
          file.durable(changes);
          clean(file);
        });
  }

  private void syncOneByOne() throws IOException {
    for (DataFile file : List.copyOf(dirty)) {
      try {
        file.syncContents();
        clean(file);
      } catch (ClosedChannelException e) {
        dirty.remove(file); // dropped meanwhile
      }
    }
    for (SyncedDirectory directory : List.copyOf(dirtyDirectories)) {
      dirtyDirectories.remove(directory);
      directory.sync();
    }
  }

  /** Number of files with changes not yet synchronised. */
  public int dirtyFiles() {
    return dirty.size();
  }

  /** Number of files open. */
  public int openFiles() {
    return open.count();
  }

  /** Space of the file system that holds the files. */
  public DiskSpace space() throws IOException {
    return disk.space();
  }

  /** Shows the ids of all files there are, in no order: to find those that nothing refers to. */
  public void ids(LongConsumer visitor) throws IOException {
    shards.ids(visitor);
  }

  /** Closes all files, which does not make them durable. Nothing may be under way. */
  @Override
  public void close() throws IOException {
    open.closeAll();
  }
}
