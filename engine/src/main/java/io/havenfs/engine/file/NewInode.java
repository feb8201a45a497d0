package io.havenfs.engine.file;

import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.engine.tx.Transaction;
import java.util.Optional;

/** What is known of an object before it exists. Not thread-safe. */
final class NewInode {
  /** The nominal size of a directory, and what it is charged. */
  static final long DIRECTORY_SIZE = 4096;

  private long id;
  private final FileType type;
  private final int mode;
  private final int uid;
  private final int gid;
  private long size;
  private long device;
  private long parent;
  private long verifier;
  private Optional<Acl> acl = Optional.empty();

  NewInode(long id, FileType type, int mode, int uid, int gid) {
    this.id = id;
    this.type = type;
    this.mode = mode;
    this.uid = uid;
    this.gid = gid;
    this.size = type == FileType.DIRECTORY ? DIRECTORY_SIZE : 0;
  }

  NewInode id(long value) {
    id = value;
    return this;
  }

  NewInode size(long value) {
    size = value;
    return this;
  }

  NewInode device(long value) {
    device = value;
    return this;
  }

  NewInode parent(long value) {
    parent = value;
    return this;
  }

  NewInode verifier(long value) {
    verifier = value;
    return this;
  }

  /** What a row of its own says of permissions. */
  NewInode acl(Optional<Acl> value) {
    acl = value;
    return this;
  }

  Optional<Acl> acl() {
    return acl;
  }

  int uid() {
    return uid;
  }

  int gid() {
    return gid;
  }

  boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  long space() {
    return isDirectory() ? DIRECTORY_SIZE : 0;
  }

  /** The object, born now, with the access and modification times of {@code wanted}. */
  Inode build(Transaction tx, SetAttributes wanted) {
    long now = tx.now();
    return new Inode(
        id,
        (int) tx.random(),
        type,
        mode,
        isDirectory() ? 2 : 1,
        uid,
        gid,
        size,
        space(),
        device,
        time(wanted.atime(), now, now),
        time(wanted.mtime(), now, now),
        now,
        now,
        now,
        parent,
        0,
        isDirectory() ? FileLimits.FIRST_COOKIE : 0,
        Inode.INLINE,
        verifier,
        0,
        acl.isPresent());
  }

  /** A time stamp after a change. */
  static long time(TimeChange change, long before, long now) {
    return switch (change) {
      case TimeChange.Keep() -> before;
      case TimeChange.ToServerTime() -> now;
      case TimeChange.To(long nanos) -> nanos;
    };
  }
}
