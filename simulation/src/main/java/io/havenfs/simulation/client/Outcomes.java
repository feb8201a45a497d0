package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer.Outcome;

/** The numbers of NFS's statuses, as far as they are the same in all versions. */
final class Outcomes {
  static final int OK = 0;
  static final int DELAY = 10008;
  static final int DENIED = 10010;
  static final int GRACE = 10013;
  private static final int NO_ENTRY = 2;
  private static final int EXISTS = 17;
  private static final int STALE = 70;

  private Outcomes() {}

  static Outcome of(int status) {
    return switch (status) {
      case OK -> Outcome.DONE;
      case NO_ENTRY -> Outcome.NO_ENTRY;
      case EXISTS -> Outcome.EXISTS;
      case STALE -> Outcome.STALE;
      case DENIED -> Outcome.DENIED;
      default -> Outcome.STRANGE;
    };
  }

  /** Whether the client is to come again later. */
  static boolean isLater(int status) {
    return status == DELAY || status == GRACE;
  }

  /** Whether there is a grace period. */
  static boolean isGrace(int status) {
    return status == GRACE;
  }
}
