package io.havenfs.nfs.nfs4.proto;

import io.havenfs.engine.model.Status;

/** The one place where the engine's statuses become {@code nfsstat4}. */
public final class StatusTranslation {
  private StatusTranslation() {}

  /** The NFSv4 status that says what {@code status} says. */
  public static Nfs4Status of(Status status) {
    return switch (status) {
      case OK -> Nfs4Status.NFS4_OK;
      case NOT_OWNER -> Nfs4Status.NFS4ERR_PERM;
      case NO_ENTRY -> Nfs4Status.NFS4ERR_NOENT;
      case IO_ERROR -> Nfs4Status.NFS4ERR_IO;
      case ACCESS_DENIED -> Nfs4Status.NFS4ERR_ACCESS;
      case EXISTS -> Nfs4Status.NFS4ERR_EXIST;
      case CROSS_DEVICE -> Nfs4Status.NFS4ERR_XDEV;
      case NOT_DIRECTORY -> Nfs4Status.NFS4ERR_NOTDIR;
      case IS_DIRECTORY -> Nfs4Status.NFS4ERR_ISDIR;
      case INVALID -> Nfs4Status.NFS4ERR_INVAL;
      case FILE_TOO_BIG -> Nfs4Status.NFS4ERR_FBIG;
      case NO_SPACE -> Nfs4Status.NFS4ERR_NOSPC;
      case READ_ONLY -> Nfs4Status.NFS4ERR_ROFS;
      case TOO_MANY_LINKS -> Nfs4Status.NFS4ERR_MLINK;
      case NAME_TOO_LONG -> Nfs4Status.NFS4ERR_NAMETOOLONG;
      case NOT_EMPTY -> Nfs4Status.NFS4ERR_NOTEMPTY;
      case QUOTA_EXCEEDED -> Nfs4Status.NFS4ERR_DQUOT;
      case STALE -> Nfs4Status.NFS4ERR_STALE;
      case BAD_HANDLE -> Nfs4Status.NFS4ERR_BADHANDLE;
      case BAD_COOKIE -> Nfs4Status.NFS4ERR_BAD_COOKIE;
      case NOT_SUPPORTED -> Nfs4Status.NFS4ERR_NOTSUPP;
      case WRONG_TYPE -> Nfs4Status.NFS4ERR_WRONG_TYPE;
      case IS_SYMLINK -> Nfs4Status.NFS4ERR_SYMLINK;
      case BAD_NAME -> Nfs4Status.NFS4ERR_BADNAME;
      case DELAY -> Nfs4Status.NFS4ERR_DELAY;
      case NO_XATTR -> Nfs4Status.NFS4ERR_NOXATTR;
      case XATTR_TOO_BIG -> Nfs4Status.NFS4ERR_XATTR2BIG;
      case SHARE_DENIED -> Nfs4Status.NFS4ERR_SHARE_DENIED;
      case LOCK_DENIED -> Nfs4Status.NFS4ERR_DENIED;
      case LOCKED -> Nfs4Status.NFS4ERR_LOCKED;
      case BAD_RANGE -> Nfs4Status.NFS4ERR_BAD_RANGE;
      case LOCKS_HELD -> Nfs4Status.NFS4ERR_LOCKS_HELD;
      case BAD_STATEID -> Nfs4Status.NFS4ERR_BAD_STATEID;
      case OLD_STATEID -> Nfs4Status.NFS4ERR_OLD_STATEID;
      case STALE_STATEID -> Nfs4Status.NFS4ERR_STALE_STATEID;
      case EXPIRED -> Nfs4Status.NFS4ERR_EXPIRED;
      case ADMIN_REVOKED -> Nfs4Status.NFS4ERR_ADMIN_REVOKED;
      case OPEN_MODE -> Nfs4Status.NFS4ERR_OPENMODE;
      case GRACE -> Nfs4Status.NFS4ERR_GRACE;
      case NO_GRACE -> Nfs4Status.NFS4ERR_NO_GRACE;
      case RECLAIM_BAD -> Nfs4Status.NFS4ERR_RECLAIM_BAD;
      case NOT_SYNC -> Nfs4Status.NFS4ERR_NOT_SAME;
      case NO_MORE_DATA -> Nfs4Status.NFS4ERR_NXIO;
      case RESOURCE -> Nfs4Status.NFS4ERR_DELAY;
      case DEADLOCK -> Nfs4Status.NFS4ERR_DEADLOCK;
    };
  }
}
