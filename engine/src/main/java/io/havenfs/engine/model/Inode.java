package io.havenfs.engine.model;

/**
 * Everything about a file system object but its names, contents and extended attributes. Immutable:
 * a change makes a new value through {@link #edit()}.
 *
 * @param id the file id: unique in the service for ever, never reused
 * @param generation random, so that a handle cannot be guessed
 * @param mode permission bits with set-id and sticky bits (07777)
 * @param links hard links; for a directory 2 + its subdirectories
 * @param size bytes; for a symlink the length of its target, for a directory a nominal size
 * @param space bytes of storage charged to the object (quota, space_used)
 * @param device major number in the upper, minor in the lower 32 bits; 0 unless a device
 * @param atime access time, nanoseconds since the epoch
 * @param mtime modification time, nanoseconds since the epoch
 * @param ctime attribute change time, nanoseconds since the epoch
 * @param btime creation time, nanoseconds since the epoch
 * @param change the change attribute (RFC 8881 §5.8.1.4): grows with every change, by at least 1
 * @param parent for a directory the id of its parent (itself for the root); 0 otherwise
 * @param entries for a directory the number of its entries without "." and ".."; 0 otherwise
 * @param nextCookie for a directory the cookie that its next new entry gets; 0 otherwise
 * @param dataId which data file holds the contents; {@link #INLINE} when they are in the tables
 * @param verifier the verifier of an exclusive create, 0 if none
 * @param xattrBytes bytes of the names and values of all extended attributes; 0 when there is none
 * @param hasAcl whether more than the mode says who may do what: a row of its own has the ACL, and
 *     the mode's permission bits are what that ACL shows
 */
public record Inode(
    long id,
    int generation,
    FileType type,
    int mode,
    int links,
    int uid,
    int gid,
    long size,
    long space,
    long device,
    long atime,
    long mtime,
    long ctime,
    long btime,
    long change,
    long parent,
    int entries,
    long nextCookie,
    long dataId,
    long verifier,
    int xattrBytes,
    boolean hasAcl) {

  /** The {@link #dataId} of an object whose contents live in the tables (or that has none). */
  public static final long INLINE = 0;

  /** The id of the root directory of every service. */
  public static final long ROOT = 1;

  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  public boolean isRegular() {
    return type == FileType.REGULAR;
  }

  public boolean isInline() {
    return dataId == INLINE;
  }

  /** A builder that starts from this value. */
  public InodeEdit edit() {
    return new InodeEdit(this);
  }
}
