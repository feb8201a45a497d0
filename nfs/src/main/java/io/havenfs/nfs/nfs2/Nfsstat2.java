package io.havenfs.nfs.nfs2;

import io.havenfs.engine.model.Status;

/**
 * The {@code stat} of NFSv2 (RFC 1094 §2.3.1). Of errors that it does not name, those that have a
 * number in all Unix systems have that here, as elsewhere.
 */
enum Nfsstat2 {
  NFS_OK(0),
  NFSERR_PERM(1),
  NFSERR_NOENT(2),
  NFSERR_IO(5),
  NFSERR_ACCES(13),
  NFSERR_EXIST(17),
  /** Not in RFC 1094: Unix's EXDEV. */
  NFSERR_XDEV(18),
  NFSERR_NOTDIR(20),
  NFSERR_ISDIR(21),
  /** Not in RFC 1094: Unix's EINVAL. */
  NFSERR_INVAL(22),
  NFSERR_FBIG(27),
  NFSERR_NOSPC(28),
  NFSERR_ROFS(30),
  /** Not in RFC 1094: Unix's EMLINK. */
  NFSERR_MLINK(31),
  NFSERR_NAMETOOLONG(63),
  NFSERR_NOTEMPTY(66),
  NFSERR_DQUOT(69),
  NFSERR_STALE(70),
  /** Never on the wire: there is no status for it, so the client gets no answer and asks again. */
  COME_AGAIN(-1);

  private final int code;

  Nfsstat2(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  int code() {
    return code;
  }

  /**
   * What a failed request is answered. Reservations and locks of others, for which NFSv3 has its
   * clients come again, are refused: a client that waits for an answer would wait for ever.
   */
  static Nfsstat2 of(Status status) {
    return switch (status) {
      case OK -> NFS_OK;
      case NOT_OWNER -> NFSERR_PERM;
      case NO_ENTRY, NO_XATTR -> NFSERR_NOENT;
      case ACCESS_DENIED, OPEN_MODE, SHARE_DENIED, LOCK_DENIED, LOCKED, LOCKS_HELD -> NFSERR_ACCES;
      case EXISTS -> NFSERR_EXIST;
      case CROSS_DEVICE -> NFSERR_XDEV;
      case NOT_DIRECTORY -> NFSERR_NOTDIR;
      case IS_DIRECTORY -> NFSERR_ISDIR;
      case INVALID, WRONG_TYPE, IS_SYMLINK, BAD_NAME, BAD_RANGE, BAD_COOKIE -> NFSERR_INVAL;
      case FILE_TOO_BIG -> NFSERR_FBIG;
      case NO_SPACE, XATTR_TOO_BIG -> NFSERR_NOSPC;
      case READ_ONLY -> NFSERR_ROFS;
      case TOO_MANY_LINKS -> NFSERR_MLINK;
      case NAME_TOO_LONG -> NFSERR_NAMETOOLONG;
      case NOT_EMPTY -> NFSERR_NOTEMPTY;
      case QUOTA_EXCEEDED -> NFSERR_DQUOT;
      case STALE, BAD_HANDLE -> NFSERR_STALE;
      case STALE_STATEID, BAD_STATEID, OLD_STATEID, EXPIRED, ADMIN_REVOKED -> NFSERR_STALE;
      case IO_ERROR, NOT_SUPPORTED, NOT_SYNC, NO_MORE_DATA -> NFSERR_IO;
      case DELAY, RESOURCE, GRACE, NO_GRACE, RECLAIM_BAD, DEADLOCK -> COME_AGAIN;
    };
  }
}
