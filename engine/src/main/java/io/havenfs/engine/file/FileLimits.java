package io.havenfs.engine.file;

/**
 * The named limits and choices of a file system.
 *
 * @param maxFileSize the largest size a file can have; beyond it is FILE_TOO_BIG
 * @param maxDataSize the offset below which bytes can be stored: what the disk's own file system
 *     can hold in one file (16 TiB on ext4); a file may be larger as long as the rest is a hole
 * @param inlineBytes contents up to here live in the tables
 * @param maxLinks hard links of a file, and subdirectories of a directory
 * @param maxEntries names in one directory
 * @param maxXattrBytes names and values of all extended attributes of one object
 * @param quotaGraceNanos how long a soft limit may be exceeded
 * @param accessTimes when reading moves the access time
 */
public record FileLimits(
    long maxFileSize,
    long maxDataSize,
    int inlineBytes,
    int maxLinks,
    int maxEntries,
    int maxXattrBytes,
    long quotaGraceNanos,
    AccessTimes accessTimes) {

  /** The longest target of a symbolic link, in bytes. */
  public static final int MAX_SYMLINK = 4096;

  /** The largest value of an extended attribute, in bytes. */
  public static final int MAX_XATTR_VALUE = 64 << 10;

  /** The largest synchronous payload that travels in the log; larger ones are flushed. */
  public static final int MAX_LOGGED_WRITE = 64 << 10;

  /** The most that one {@link FileSystem#copy} copies. */
  public static final int MAX_COPY = 1 << 20;

  /** The first cookie that an entry can have; lower ones stand for "." and "..". */
  public static final long FIRST_COOKIE = 3;

  /** The largest file of ext4 with blocks of 4 KiB; xfs, btrfs and tmpfs hold larger ones. */
  private static final long EXT4_MAX = (1L << 44) - 4096;

  private static final long WEEK_NANOS = 7L * 24 * 3600 * 1_000_000_000L;

  /** What a service uses unless told otherwise. */
  public static final FileLimits DEFAULT =
      new FileLimits(
          Long.MAX_VALUE,
          EXT4_MAX,
          8 << 10,
          1 << 24,
          1 << 28,
          256 << 10,
          WEEK_NANOS,
          AccessTimes.RELATIVE);

  public FileLimits {
    if (inlineBytes < 0 || inlineBytes > MAX_LOGGED_WRITE) {
      throw new IllegalArgumentException("inlineBytes must be within a logged write");
    }
    if (maxDataSize > maxFileSize || inlineBytes > maxDataSize) {
      throw new IllegalArgumentException("need inlineBytes <= maxDataSize <= maxFileSize");
    }
    if (maxLinks < 2 || maxEntries < 1 || maxXattrBytes < 0 || quotaGraceNanos < 0) {
      throw new IllegalArgumentException("limit out of range");
    }
  }

  /** The same with another bound on stored offsets. */
  public FileLimits withMaxDataSize(long bytes) {
    return new FileLimits(
        maxFileSize,
        bytes,
        inlineBytes,
        maxLinks,
        maxEntries,
        maxXattrBytes,
        quotaGraceNanos,
        accessTimes);
  }
}
