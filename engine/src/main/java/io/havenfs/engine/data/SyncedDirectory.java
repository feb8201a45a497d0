package io.havenfs.engine.data;

import io.havenfs.host.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * A directory that knows whether its names are durable. At the start it takes them not to be: a
 * process before this one may have left some.
 *
 * <p>Thread-safe.
 */
final class SyncedDirectory {
  private final Disk disk;
  private final String path;
  private final @Nullable SyncedDirectory parent;
  private final Object synchronising = new Object();
  private volatile long changes = 1;
  private volatile long durableChanges;

  SyncedDirectory(Disk disk, String path, @Nullable SyncedDirectory parent) {
    this.disk = disk;
    this.path = path;
    this.parent = parent;
  }

  String path() {
    return path;
  }

  /** Notes that a name was added or removed, and returns which change this is. */
  synchronized long changed() {
    return ++changes;
  }

  /** The change made last. */
  long latest() {
    return changes;
  }

  /** Whether some change may not be durable. */
  boolean isDirty() {
    return durableChanges < changes;
  }

  /** The directory may have been created just now. */
  void created() {
    if (parent != null) {
      parent.created();
      parent.changed();
    }
  }

  /** The changes up to {@code change} are durable, the directory's own name included. */
  void durable(long change) {
    synchronized (synchronising) {
      durableChanges = Math.max(durableChanges, change);
    }
  }

  /**
   * Returns when all changes up to {@code change} are durable, the directory's own name included.
   */
  void sync(long change) throws IOException {
    if (durableChanges >= change) {
      return;
    }
    synchronized (synchronising) {
      if (durableChanges < change) {
        long now = changes;
        if (parent != null) {
          parent.sync();
        }
        syncNames();
        durableChanges = now;
      }
    }
  }

  private void syncNames() throws IOException {
    try {
      disk.syncDirectory(path);
    } catch (NoSuchFileException e) {
      // a file was dropped that had never been created, nor had its directory: no name to sync
    }
  }

  /** Returns when all changes made before the call are durable. */
  void sync() throws IOException {
    sync(changes);
  }

  /** An identity; {@link #hashCode} only makes sets of these iterate alike in every run. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
