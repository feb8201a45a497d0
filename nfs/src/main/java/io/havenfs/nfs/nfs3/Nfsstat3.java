package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Status;

/** {@code nfsstat3} (RFC 1813 §2.6), and the one place where the engine's statuses become it. */
public enum Nfsstat3 {
  NFS3_OK(0),
  NFS3ERR_PERM(1),
  NFS3ERR_NOENT(2),
  NFS3ERR_IO(5),
  NFS3ERR_ACCES(13),
  NFS3ERR_EXIST(17),
  NFS3ERR_XDEV(18),
  NFS3ERR_NOTDIR(20),
  NFS3ERR_ISDIR(21),
  NFS3ERR_INVAL(22),
  NFS3ERR_FBIG(27),
  NFS3ERR_NOSPC(28),
  NFS3ERR_ROFS(30),
  NFS3ERR_MLINK(31),
  NFS3ERR_NAMETOOLONG(63),
  NFS3ERR_NOTEMPTY(66),
  NFS3ERR_DQUOT(69),
  NFS3ERR_STALE(70),
  NFS3ERR_BADHANDLE(10001),
  NFS3ERR_NOT_SYNC(10002),
  NFS3ERR_BAD_COOKIE(10003),
  NFS3ERR_NOTSUPP(10004),
  NFS3ERR_TOOSMALL(10005),
  NFS3ERR_SERVERFAULT(10006),
  NFS3ERR_BADTYPE(10007),
  NFS3ERR_JUKEBOX(10008);

  private final int code;

  Nfsstat3(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /**
   * What a failed request is answered. A lock or share reservation of an NFSv4 client that is in
   * the way is {@code JUKEBOX}: it goes away, and the client tries again until then.
   */
  public static Nfsstat3 of(Status status) {
    return switch (status) {
      case OK -> NFS3_OK;
      case NOT_OWNER -> NFS3ERR_PERM;
      case NO_ENTRY, NO_XATTR -> NFS3ERR_NOENT;
      case IO_ERROR -> NFS3ERR_IO;
      case ACCESS_DENIED, OPEN_MODE -> NFS3ERR_ACCES;
      case EXISTS -> NFS3ERR_EXIST;
      case CROSS_DEVICE -> NFS3ERR_XDEV;
      case NOT_DIRECTORY -> NFS3ERR_NOTDIR;
      case IS_DIRECTORY -> NFS3ERR_ISDIR;
      case INVALID, WRONG_TYPE, IS_SYMLINK, BAD_NAME, BAD_RANGE -> NFS3ERR_INVAL;
      case FILE_TOO_BIG -> NFS3ERR_FBIG;
      case NO_SPACE, XATTR_TOO_BIG -> NFS3ERR_NOSPC;
      case READ_ONLY -> NFS3ERR_ROFS;
      case TOO_MANY_LINKS -> NFS3ERR_MLINK;
      case NAME_TOO_LONG -> NFS3ERR_NAMETOOLONG;
      case NOT_EMPTY -> NFS3ERR_NOTEMPTY;
      case QUOTA_EXCEEDED -> NFS3ERR_DQUOT;
      case STALE, STALE_STATEID, BAD_STATEID, OLD_STATEID, EXPIRED, ADMIN_REVOKED -> NFS3ERR_STALE;
      case BAD_HANDLE -> NFS3ERR_BADHANDLE;
      case BAD_COOKIE -> NFS3ERR_BAD_COOKIE;
      case NOT_SUPPORTED -> NFS3ERR_NOTSUPP;
      case NOT_SYNC -> NFS3ERR_NOT_SYNC;
      case NO_MORE_DATA -> NFS3ERR_INVAL;
      case DELAY, RESOURCE, SHARE_DENIED, LOCK_DENIED, LOCKED, LOCKS_HELD -> NFS3ERR_JUKEBOX;
      case GRACE, NO_GRACE, RECLAIM_BAD, DEADLOCK -> NFS3ERR_JUKEBOX;
    };
  }
}
