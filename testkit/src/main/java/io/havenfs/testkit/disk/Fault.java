package io.havenfs.testkit.disk;

/**
 * An error to be injected.
 *
 * @param operation what fails
 * @param pathPrefix only for paths that begin so; empty for all
 * @param kind the error
 * @param after how many matching operations succeed before
 * @param times how many fail then
 */
public record Fault(DiskOperation operation, String pathPrefix, Kind kind, long after, long times) {
  /** Which error. */
  public enum Kind {
    /** {@code ENOSPC}; a write leaves its first half. */
    NO_SPACE,
    /** {@code EIO}; of a write any sectors may have been written; see {@code DiskFile.sync}. */
    IO_ERROR
  }

  public Fault {
    if (after < 0 || times < 1) {
      throw new IllegalArgumentException("after " + after + ", times " + times);
    }
  }

  /** The next matching operation fails, and only that. */
  public static Fault next(DiskOperation operation, String pathPrefix, Kind kind) {
    return new Fault(operation, pathPrefix, kind, 0, 1);
  }

  /** All matching operations fail from now on. */
  public static Fault always(DiskOperation operation, String pathPrefix, Kind kind) {
    return new Fault(operation, pathPrefix, kind, 0, Long.MAX_VALUE);
  }
}
