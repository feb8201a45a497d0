package io.havenfs.engine.model;

/**
 * How an operation on a service ended, in neutral terms. Each protocol translates these in one
 * place; nothing else in the engine knows a protocol's error numbers.
 */
public enum Status {
  OK,
  /** Caller lacks ownership or privilege (EPERM). */
  NOT_OWNER,
  NO_ENTRY,
  IO_ERROR,
  /** Permission bits deny the access (EACCES). */
  ACCESS_DENIED,
  EXISTS,
  CROSS_DEVICE,
  NOT_DIRECTORY,
  IS_DIRECTORY,
  INVALID,
  FILE_TOO_BIG,
  NO_SPACE,
  READ_ONLY,
  TOO_MANY_LINKS,
  NAME_TOO_LONG,
  NOT_EMPTY,
  QUOTA_EXCEEDED,
  /** The file handle names nothing that exists any more. */
  STALE,
  BAD_HANDLE,
  BAD_COOKIE,
  NOT_SUPPORTED,
  /** The object has a type for which the operation makes no sense. */
  WRONG_TYPE,
  IS_SYMLINK,
  BAD_NAME,
  /** Try again later: a resource is busy for a moment. */
  DELAY,
  /** The object changed since the time that the request's guard names (RFC 1813 §3.3.2). */
  NOT_SYNC,
  NO_XATTR,
  XATTR_TOO_BIG,
  /** A share reservation forbids the open. */
  SHARE_DENIED,
  /** A byte-range lock is held by another owner. */
  LOCK_DENIED,
  /** A lock or share reservation of another owner forbids this I/O. */
  LOCKED,
  BAD_RANGE,
  LOCKS_HELD,
  BAD_STATEID,
  OLD_STATEID,
  STALE_STATEID,
  EXPIRED,
  /** An operator took it away. */
  ADMIN_REVOKED,
  /** The open that a stateid stands for does not allow this access mode. */
  OPEN_MODE,
  GRACE,
  NO_GRACE,
  RECLAIM_BAD,
  /** The file is a hole or ends before the wanted offset (SEEK). */
  NO_MORE_DATA,
  /** A named limit of the service is reached. */
  RESOURCE,
  DEADLOCK
}
