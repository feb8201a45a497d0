package io.havenfs.engine.model;

/** A mutable copy of an {@link Inode} from which the next value is made. Not thread-safe. */
public final class InodeEdit {
  private final Inode base;
  private int mode;
  private int links;
  private int uid;
  private int gid;
  private long size;
  private long space;
  private long atime;
  private long mtime;
  private long ctime;
  private long btime;
  private long change;
  private long parent;
  private int entries;
  private long nextCookie;
  private long dataId;
  private long verifier;
  private int xattrBytes;
  private boolean hasAcl;

  InodeEdit(Inode base) {
    this.base = base;
    mode = base.mode();
    links = base.links();
    uid = base.uid();
    gid = base.gid();
    size = base.size();
    space = base.space();
    atime = base.atime();
    mtime = base.mtime();
    ctime = base.ctime();
    btime = base.btime();
    change = base.change();
    parent = base.parent();
    entries = base.entries();
    nextCookie = base.nextCookie();
    dataId = base.dataId();
    verifier = base.verifier();
    xattrBytes = base.xattrBytes();
    hasAcl = base.hasAcl();
  }

  public InodeEdit mode(int value) {
    mode = value;
    return this;
  }

  public InodeEdit links(int value) {
    links = value;
    return this;
  }

  public InodeEdit uid(int value) {
    uid = value;
    return this;
  }

  public InodeEdit gid(int value) {
    gid = value;
    return this;
  }

  public InodeEdit size(long value) {
    size = value;
    return this;
  }

  public InodeEdit space(long value) {
    space = value;
    return this;
  }

  public InodeEdit atime(long value) {
    atime = value;
    return this;
  }

  public InodeEdit mtime(long value) {
    mtime = value;
    return this;
  }

  public InodeEdit ctime(long value) {
    ctime = value;
    return this;
  }

  public InodeEdit btime(long value) {
    btime = value;
    return this;
  }

  public InodeEdit change(long value) {
    change = value;
    return this;
  }

  public InodeEdit parent(long value) {
    parent = value;
    return this;
  }

  public InodeEdit entries(int value) {
    entries = value;
    return this;
  }

  public InodeEdit nextCookie(long value) {
    nextCookie = value;
    return this;
  }

  public InodeEdit dataId(long value) {
    dataId = value;
    return this;
  }

  public InodeEdit verifier(long value) {
    verifier = value;
    return this;
  }

  public InodeEdit xattrBytes(int value) {
    xattrBytes = value;
    return this;
  }

  public InodeEdit hasAcl(boolean value) {
    hasAcl = value;
    return this;
  }

  /** Marks a change of attributes only: ctime is {@code now} and the change attribute moves on. */
  public InodeEdit touched(long now) {
    ctime = now;
    change = Math.max(change + 1, now);
    return this;
  }

  /** Marks a change of contents (or of a directory's entries): mtime, ctime and change move on. */
  public InodeEdit modified(long now) {
    mtime = now;
    return touched(now);
  }

  /** The new value. */
  public Inode build() {
    return new Inode(
        base.id(),
        base.generation(),
        base.type(),
        mode,
        links,
        uid,
        gid,
        size,
        space,
        base.device(),
        atime,
        mtime,
        ctime,
        btime,
        change,
        parent,
        entries,
        nextCookie,
        dataId,
        verifier,
        xattrBytes,
        hasAcl);
  }
}
