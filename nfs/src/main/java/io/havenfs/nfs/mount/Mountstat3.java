package io.havenfs.nfs.mount;

import io.havenfs.engine.model.Status;

/**
 * {@code mountstat3} (RFC 1813 appendix I §5.1.5). Version 1 answers with error numbers of Unix,
 * which the first ones are.
 */
enum Mountstat3 {
  MNT3_OK(0),
  MNT3ERR_PERM(1),
  MNT3ERR_NOENT(2),
  MNT3ERR_IO(5),
  MNT3ERR_ACCES(13),
  MNT3ERR_NOTDIR(20),
  MNT3ERR_INVAL(22),
  MNT3ERR_NAMETOOLONG(63),
  MNT3ERR_NOTSUPP(10004, 22),
  MNT3ERR_SERVERFAULT(10006, 5);

  private final int code;
  private final int unixCode;

  Mountstat3(int code) {
    this(code, code);
  }

  Mountstat3(int code, int unixCode) {
    this.code = code;
    this.unixCode = unixCode;
  }

  int code() {
    return code;
  }

  /** What version 1 answers: EINVAL and EIO for what Unix has no number for everywhere. */
  int unixCode() {
    return unixCode;
  }

  /** What a mount that failed in the file system is answered. */
  static Mountstat3 of(Status status) {
    return switch (status) {
      case OK -> MNT3_OK;
      case NOT_OWNER -> MNT3ERR_PERM;
      case NO_ENTRY, STALE -> MNT3ERR_NOENT;
      case IO_ERROR -> MNT3ERR_IO;
      case ACCESS_DENIED -> MNT3ERR_ACCES;
      case NOT_DIRECTORY, IS_SYMLINK -> MNT3ERR_NOTDIR;
      case INVALID, BAD_NAME -> MNT3ERR_INVAL;
      case NAME_TOO_LONG -> MNT3ERR_NAMETOOLONG;
      case NOT_SUPPORTED -> MNT3ERR_NOTSUPP;
      default -> MNT3ERR_SERVERFAULT;
    };
  }
}
