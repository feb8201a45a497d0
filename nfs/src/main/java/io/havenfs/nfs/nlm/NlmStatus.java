package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.host.LockAnswer;
import io.havenfs.engine.model.Status;

/** {@code nlm4_stats}; the earlier versions know the first six. */
enum NlmStatus {
  GRANTED(0),
  DENIED(1),
  DENIED_NOLOCKS(2),
  BLOCKED(3),
  DENIED_GRACE_PERIOD(4),
  DEADLCK(5),
  ROFS(6),
  STALE_FH(7),
  FBIG(8),
  FAILED(9);

  private final int code;

  NlmStatus(int code) {
    this.code = code;
  }

  /** The number in version 4. */
  int code() {
    return code;
  }

  /** The number in a version of the protocol. */
  int code(int version) {
    return version == NlmProgram.VERSION_4 || code <= DEADLCK.code ? code : DENIED_NOLOCKS.code;
  }

  /** The status with this number; one that nobody knows is FAILED. */
  static NlmStatus of(int code) {
    for (NlmStatus each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    return FAILED;
  }

  static NlmStatus of(LockAnswer answer) {
    return switch (answer) {
      case GRANTED -> GRANTED;
      case DENIED -> DENIED;
      case BLOCKED -> BLOCKED;
      case DEADLOCK -> DEADLCK;
      case GRACE -> DENIED_GRACE_PERIOD;
    };
  }

  /**
   * What a refusal is called. "Come again" has no name of its own here; hosts do come again after
   * DENIED_GRACE_PERIOD.
   */
  static NlmStatus of(Status refusal) {
    return switch (refusal) {
      case DELAY, GRACE -> DENIED_GRACE_PERIOD;
      case STALE, BAD_HANDLE, NO_ENTRY -> STALE_FH;
      case RESOURCE, NO_SPACE, QUOTA_EXCEEDED -> DENIED_NOLOCKS;
      case READ_ONLY -> ROFS;
      case DEADLOCK -> DEADLCK;
      case BAD_RANGE, FILE_TOO_BIG -> FBIG;
      default -> FAILED;
    };
  }
}
