package io.havenfs.bench.protocol;

import io.havenfs.bench.BenchException;

/** Statuses of NFS (RFC 1813 section 2.6, RFC 8881 section 15.1) in words. */
final class NfsStatus {
  static final int DENIED = 10010;

  private NfsStatus() {}

  /** Raises an exception that names procedure and status unless the status is OK. */
  static void requireOk(String procedure, int status) {
    if (status != 0) {
      throw new StatusException(procedure, status);
    }
  }

  /** Raises an exception unless as much was done as asked. */
  static void requireCount(String procedure, int wanted, int done) {
    if (done != wanted) {
      throw new BenchException(procedure + ": " + done + " bytes done of " + wanted);
    }
  }

  static String name(int status) {
    return switch (status) {
      case 1 -> "PERM";
      case 2 -> "NOENT";
      case 5 -> "IO";
      case 13 -> "ACCESS";
      case 17 -> "EXIST";
      case 20 -> "NOTDIR";
      case 22 -> "INVAL";
      case 27 -> "FBIG";
      case 28 -> "NOSPC";
      case 30 -> "ROFS";
      case 66 -> "NOTEMPTY";
      case 69 -> "DQUOT";
      case 70 -> "STALE";
      case 10001 -> "BADHANDLE";
      case 10004 -> "NOTSUPP";
      case 10006 -> "SERVERFAULT";
      case 10008 -> "JUKEBOX or DELAY";
      case DENIED -> "DENIED";
      case 10013 -> "GRACE";
      case 10016 -> "WRONGSEC";
      case 10018 -> "RESOURCE";
      case 10025 -> "BAD_STATEID";
      case 10052 -> "BADSESSION";
      case 10063 -> "SEQ_MISORDERED";
      case 10071 -> "OP_NOT_IN_SESSION";
      default -> "status";
    };
  }
}
