package io.havenfs.engine.file;

/**
 * What a user or group uses.
 *
 * @param space bytes: the sum of the space of all their inodes
 * @param inodes objects
 * @param spaceOverSince since when the soft space limit is exceeded, nanoseconds since the epoch; 0
 *     when it is not
 * @param inodesOverSince the same of the soft limit of objects
 */
public record QuotaUsage(long space, long inodes, long spaceOverSince, long inodesOverSince) {
  /** Nothing. */
  public static final QuotaUsage NONE = new QuotaUsage(0, 0, 0, 0);
}
