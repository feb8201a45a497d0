package io.havenfs.engine.data;

import io.havenfs.host.disk.DiskFile;
import java.io.IOException;

/**
 * An open data file, and whether its contents and its name are durable.
 *
 * <p>A change is counted when it begins and again when it has ended, so that a synchronisation that
 * ran beside it never takes it for durable. What an earlier process did counts as a change, too:
 * the first synchronisation is never left out.
 *
 * <p>Thread-safe.
 */
final class DataFile {
  private final long id;
  private final DiskFile file;
  private final SyncedDirectory directory;
  private volatile long nameChange;
  private long changes = 1;
  private long durableChanges;
  private boolean changed;
  private boolean closed;
  private volatile boolean used = true;

  /** Takes ownership of {@code file}, whose name is that change of the directory. */
  DataFile(long id, DiskFile file, SyncedDirectory directory, long nameChange) {
    this.id = id;
    this.file = file;
    this.directory = directory;
    this.nameChange = nameChange;
  }

  long id() {
    return id;
  }

  /** Where its name is. */
  SyncedDirectory directory() {
    return directory;
  }

  /** To be read; {@link java.nio.channels.ClosedChannelException} tells that it was closed. */
  DiskFile file() {
    return file;
  }

  /** Notes that it is used, for {@link #wasUsed}. */
  void use() {
    if (!used) {
      used = true;
    }
  }

  /** Whether it was used since this was last asked. */
  boolean wasUsed() {
    boolean was = used;
    used = false;
    return was;
  }

  /** A change begins, and keeps the file open; false when it is closed already. */
  synchronized boolean beginChange() {
    if (!closed) {
      changes++;
      changed = true;
    }
    return !closed;
  }

  /** The change has ended, well or not. */
  synchronized void endChange() {
    changes++;
  }

  /** Its name is, or may be, a later change of the directory than was known. */
  synchronized void named(long change) {
    nameChange = Math.max(nameChange, change);
  }

  /** The change of the directory that is the file's name, or a later one. */
  long nameChange() {
    return nameChange;
  }

  /** The number of changes so far, to be given to {@link #durable}. */
  synchronized long changes() {
    return changes;
  }

  private synchronized boolean isDurable(long change) {
    return durableChanges >= change;
  }

  /** The contents with the first {@code change} changes are durable. */
  synchronized void durable(long change) {
    durableChanges = Math.max(durableChanges, change);
  }

  /** Whether this process made changes that are not known to be durable. */
  synchronized boolean isDirty() {
    return changed && durableChanges < changes;
  }

  /** Returns when all changes made before the call are durable, the file's name included. */
  void sync() throws IOException {
    syncContents();
    directory.sync(nameChange);
  }

  /** As {@link #sync}, but only the contents. */
  void syncContents() throws IOException {
    long now = changes();
    if (!isDurable(now)) {
      file.sync();
      durable(now);
    }
  }

  /** Closes the file unless it is dirty; whether it is closed now. */
  synchronized boolean closeIfClean() throws IOException {
    if (changed && durableChanges < changes) {
      return false;
    }
    close();
    return true;
  }

  synchronized void close() throws IOException {
    closed = true;
    file.close();
  }

  /** An identity; {@link #hashCode} only makes sets of these iterate alike in every run. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }
}
