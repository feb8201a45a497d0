package io.havenfs.engine.file;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.acl.PosixAcls;
import io.havenfs.engine.acl.PosixApproximation;
import io.havenfs.engine.acl.PosixTranslation;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.CookieKey;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The file system's operations. Immutable and thread-safe; see the package for what holds for all.
 *
 * <p>Statuses are neutral: what POSIX and RFC 8881 name differently is told apart (a symbolic link
 * where a directory is wanted is IS_SYMLINK, a hard link to a directory IS_DIRECTORY), and each
 * protocol translates.
 */
public final class FileSystem {
  private final Accounting accounting;
  private final Contents contents;
  private final Attributes attributes;
  private final Creation creation;
  private final Removal removal;
  private final Renaming renaming;
  private final Xattrs xattrs;
  private final Copying copying;

  /**
   * @param limits its limits and choices
   * @param openFiles who knows what is open
   * @param capacity the storage's space; asked on the sequencer, so it must not block
   */
  public FileSystem(FileLimits limits, OpenFiles openFiles, Supplier<Capacity> capacity) {
    Accounting accounting = new Accounting(limits, capacity);
    this.accounting = accounting;
    contents = new Contents(limits, accounting);
    attributes = new Attributes(limits, accounting, contents);
    creation = new Creation(limits, accounting, attributes);
    removal = new Removal(openFiles, accounting);
    renaming = new Renaming(limits, removal);
    xattrs = new Xattrs(limits, accounting);
    copying = new Copying(contents);
  }

  // ---- reading: any view, any thread

  /** The object; STALE when it is gone. */
  public Inode inode(View view, long fileId) {
    return Nodes.inode(view, fileId);
  }

  /** Whether there is such an object, with a name or not. */
  public boolean exists(View view, long fileId) {
    return view.get(FileTables.INODES, fileId) != null;
  }

  /**
   * The object behind a name. "." is the directory and ".." its parent (a protocol that forbids
   * these must do so itself). NOT_DIRECTORY, IS_SYMLINK, ACCESS_DENIED, NO_ENTRY, NAME_TOO_LONG.
   */
  public Inode lookup(View view, Credentials who, Inode directory, Name name) {
    return Directories.lookup(view, who, directory, name);
  }

  /** Which of the wanted bits of {@link AceMask} are granted. */
  public int access(View view, Credentials who, Inode inode, int wanted) {
    return Permissions.granted(view, who, inode, wanted);
  }

  /** The object's ACL, or the one that its mode means; ACCESS_DENIED unless it may be read. */
  public Acl acl(View view, Credentials who, Inode inode) {
    Permissions.require(view, who, inode, AceMask.READ_ACL);
    return Acls.of(view, inode);
  }

  /** The same as POSIX clients are shown it ({@link PosixApproximation}). */
  public PosixAcls posixAcls(View view, Credentials who, Inode inode) {
    return PosixApproximation.of(acl(view, who, inode), inode.uid(), inode.isDirectory());
  }

  /**
   * Which of the wanted {@link NfsAccess} bits are granted; bits that make no sense for the
   * object's type are not.
   */
  public int nfsAccess(View view, Credentials who, Inode inode, int wanted) {
    return NfsAccessBits.granted(view, who, inode, wanted);
  }

  /** The {@link NfsAccess} bits that make sense for the object's type. */
  public int nfsAccessKnown(Inode inode) {
    return NfsAccessBits.known(inode);
  }

  /** The target of a symbolic link; INVALID for anything else. */
  public Bytes readLink(View view, Inode inode) {
    return Reading.readLink(view, inode);
  }

  /**
   * Appends the bytes from {@code offset}, at most {@code count} and up to the file's size, to
   * {@code out}; holes as zeros. Whoever may execute a regular file may read it (RFC 1813 §4.4).
   *
   * @param ownerOverride whether the owner may read whatever the mode says
   * @return how many were appended; 0 at or past the end
   */
  public int read(
      View view,
      Credentials who,
      Inode inode,
      long offset,
      int count,
      ByteBuf out,
      boolean ownerOverride) {
    return Reading.read(view, who, inode, offset, count, out, ownerOverride);
  }

  /**
   * Shows a directory's entries in the order of their cookies, from the one after {@code
   * afterCookie} (0 to 2: from the first), until {@code visitor} has enough. Needs read permission.
   * A cookie that this directory never gave out is BAD_COOKIE.
   */
  public void list(
      View view,
      Credentials who,
      Inode directory,
      long afterCookie,
      View.Visitor<CookieKey, NamedEntry> visitor) {
    Nodes.requireDirectory(directory);
    Permissions.require(view, who, directory, AceMask.LIST_DIRECTORY);
    Directories.list(view, directory, afterCookie, visitor);
  }

  /**
   * Where the next data, or with {@code hole} the next hole, at or after {@code offset} starts; the
   * end of the file is a hole. NO_MORE_DATA when {@code offset} is at or past the end, or when only
   * holes follow.
   */
  public long seek(View view, Credentials who, Inode inode, long offset, boolean hole) {
    return Reading.seek(view, who, inode, offset, hole);
  }

  /** The value of an extended attribute; NO_XATTR when there is none of this name. */
  public Bytes xattr(View view, Credentials who, Inode inode, Name name) {
    return Xattrs.get(view, who, inode, name);
  }

  /** The names of all extended attributes, in byte order. */
  public List<Name> xattrs(View view, Credentials who, Inode inode) {
    Permissions.require(view, who, inode, AceMask.READ_NAMED_ATTRS);
    return Xattrs.list(view, inode);
  }

  /** Whether reading {@code inode} at {@code now} calls for {@link #readAccess}. */
  public boolean needsAtimeUpdate(Inode inode, long now) {
    return attributes.needsAtimeUpdate(inode, now);
  }

  /** A user's or group's limits. */
  public QuotaLimits quotaLimits(View view, QuotaKey key) {
    return Accounting.limits(view, key);
  }

  /** All limits there are. */
  public Map<QuotaKey, QuotaLimits> quotas(View view) {
    return Accounting.allLimits(view);
  }

  /** What a user or group uses. */
  public QuotaUsage quotaUsage(View view, QuotaKey key) {
    return Accounting.usage(view, key);
  }

  // ---- changes: on the sequencer

  /** Creates the root directory (mode 0755, owned by root) of a new file system. */
  public void format(Transaction tx) {
    creation.format(tx);
  }

  /**
   * Creates a regular file, or opens an existing one as {@code mode} allows. An existing object
   * that cannot be used is EXISTS, or with UNCHECKED: IS_DIRECTORY, IS_SYMLINK, WRONG_TYPE; the
   * existing file's own permissions are checked only for truncating it. Without a mode in {@code
   * attributes} the new file gets 0644 (UNCHECKED, GUARDED) or 0 (exclusive).
   */
  public Created createFile(
      Transaction tx,
      Credentials who,
      long directory,
      Name name,
      CreateMode mode,
      SetAttributes attributes) {
    return creation.file(tx, who, directory, name, mode, attributes);
  }

  /** Creates a directory; default mode 0755. */
  public Inode makeDirectory(
      Transaction tx, Credentials who, long directory, Name name, SetAttributes attributes) {
    return creation.directory(tx, who, directory, name, attributes);
  }

  /** Creates a symbolic link; default mode 0777. */
  public Inode makeSymlink(
      Transaction tx,
      Credentials who,
      long directory,
      Name name,
      Bytes target,
      SetAttributes attributes) {
    return creation.symlink(tx, who, directory, name, target, attributes);
  }

  /**
   * Creates a device (root only), FIFO or socket; default mode 0644.
   *
   * @param device as {@link Inode#device()}; ignored for FIFOs and sockets
   */
  public Inode makeNode(
      Transaction tx,
      Credentials who,
      long directory,
      Name name,
      FileType type,
      long device,
      SetAttributes attributes) {
    return creation.node(tx, who, directory, name, type, device, attributes);
  }

  /** Removes a name of anything but a directory (IS_DIRECTORY). */
  public void remove(Transaction tx, Credentials who, long directory, Name name) {
    removal.remove(tx, who, directory, name, Removal.Wanted.NOT_DIRECTORY);
  }

  /** Removes an empty directory (NOT_DIRECTORY, NOT_EMPTY). */
  public void removeDirectory(Transaction tx, Credentials who, long directory, Name name) {
    removal.remove(tx, who, directory, name, Removal.Wanted.DIRECTORY);
  }

  /** Removes whatever has the name, as NFSv4's REMOVE does. */
  public void removeAny(Transaction tx, Credentials who, long directory, Name name) {
    removal.remove(tx, who, directory, name, Removal.Wanted.ANY);
  }

  /** Renames as rename(2) does, replacing what has the new name. */
  public void rename(
      Transaction tx,
      Credentials who,
      long fromDirectory,
      Name fromName,
      long toDirectory,
      Name toName) {
    renaming.rename(tx, who, fromDirectory, fromName, toDirectory, toName);
  }

  /** Gives a file another name. Returns the file. A directory is IS_DIRECTORY. */
  public Inode link(Transaction tx, Credentials who, long fileId, long directory, Name name) {
    return creation.link(tx, who, fileId, directory, name);
  }

  /**
   * Changes attributes, all or none.
   *
   * @param guardCtime when present, the change time that the object must have (NOT_SYNC)
   * @param ownerOverride whether the owner may set the size whatever the mode says (the file is
   *     open for writing)
   * @return the object afterwards
   */
  public Inode setAttributes(
      Transaction tx,
      Credentials who,
      long fileId,
      SetAttributes wanted,
      OptionalLong guardCtime,
      boolean ownerOverride) {
    return attributes.set(tx, who, fileId, wanted, guardCtime, ownerOverride);
  }

  /**
   * Changes the POSIX ACLs of an object. A default ACL of anything but a directory has no effect.
   *
   * @param change makes the wanted ACLs of those that {@link #posixAcls} shows
   * @return the object afterwards
   */
  public Inode changePosixAcls(
      Transaction tx, Credentials who, long fileId, UnaryOperator<PosixAcls> change) {
    Inode inode = Nodes.inode(tx, fileId);
    PosixAcls before = PosixApproximation.of(Acls.of(tx, inode), inode.uid(), inode.isDirectory());
    Acl after = PosixTranslation.toAcl(change.apply(before));
    return attributes.set(tx, who, inode, SetAttributes.NONE.withAcl(after), false);
  }

  /**
   * Writes all readable bytes of {@code payload}, which stays the caller's (what is kept is
   * retained; its indexes do not move).
   *
   * @return the file afterwards
   */
  public Inode write(
      Transaction tx,
      Credentials who,
      long fileId,
      long offset,
      ByteBuf payload,
      WriteStability stability,
      boolean ownerOverride) {
    return contents.write(tx, who, fileId, offset, payload, stability, ownerOverride);
  }

  /** Has everything written to the file so far on stable storage before the reply. */
  public Inode commit(Transaction tx, long fileId) {
    return contents.commit(tx, fileId);
  }

  /** Reserves storage for a range and extends the file over it (RFC 7862 §15.1). */
  public Inode allocate(Transaction tx, Credentials who, long fileId, long offset, long length) {
    return contents.allocate(tx, who, fileId, offset, length);
  }

  /** Makes a hole; the size stays (RFC 7862 §15.4). */
  public Inode deallocate(Transaction tx, Credentials who, long fileId, long offset, long length) {
    return contents.deallocate(tx, who, fileId, offset, length);
  }

  /**
   * Copies the bytes of one range over another, at most {@link FileLimits#MAX_COPY} of them and not
   * past the source's end.
   *
   * @return how many; 0 at the source's end
   */
  public int copy(
      Transaction tx,
      Credentials who,
      long sourceId,
      long sourceOffset,
      long targetId,
      long targetOffset,
      int count,
      WriteStability stability) {
    return copying.copy(tx, who, sourceId, sourceOffset, targetId, targetOffset, count, stability);
  }

  /** Sets an extended attribute. Returns the object afterwards. */
  public Inode setXattr(
      Transaction tx, Credentials who, long fileId, Name name, Bytes value, XattrMode mode) {
    return xattrs.set(tx, who, fileId, name, value, mode);
  }

  /** Removes an extended attribute. Returns the object afterwards. */
  public Inode removeXattr(Transaction tx, Credentials who, long fileId, Name name) {
    return xattrs.remove(tx, who, fileId, name);
  }

  /** Moves the access time if it is due. Asks for no durability. */
  public void readAccess(Transaction tx, long fileId) {
    attributes.readAccess(tx, fileId);
  }

  /**
   * Nobody has the file open any more: frees it if it has no name. Harmless for any other or
   * unknown id.
   */
  public void lastClose(Transaction tx, long fileId) {
    removal.lastClose(tx, fileId);
  }

  /**
   * Frees up to {@code max} unlinked files that nobody has open. To be called when client state was
   * lost and the grace period is over. Returns how many were freed.
   */
  public int sweepOrphans(Transaction tx, int max) {
    return removal.sweep(tx, max);
  }

  /** Sets a user's or group's limits. */
  public void setQuota(Transaction tx, QuotaKey key, QuotaLimits quota) {
    accounting.setLimits(tx, key, quota);
  }
}
