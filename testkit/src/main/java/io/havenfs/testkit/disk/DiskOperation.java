package io.havenfs.testkit.disk;

/** What a disk does, as far as faults distinguish it. */
public enum DiskOperation {
  READ,
  WRITE,
  TRUNCATE,
  ALLOCATE,
  /** {@code punch} and {@code zero}. */
  PUNCH,
  SYNC,
  /** Opening that creates the file. */
  CREATE,
  CREATE_DIRECTORY,
  DELETE,
  RENAME,
  SYNC_DIRECTORY
}
