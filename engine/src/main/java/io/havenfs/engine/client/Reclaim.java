package io.havenfs.engine.client;

/**
 * Where a client stands with reclaiming what it held (RFC 8881 §8.4.2, §18.51). Part of its stored
 * record: a client that was through with reclaiming stays so across every restart that loses
 * nothing.
 */
public enum Reclaim {
  /** New, nothing to reclaim; may open and lock once it has said RECLAIM_COMPLETE. */
  NEW(0),
  /** Has said RECLAIM_COMPLETE; opens and locks as it likes, may not reclaim. */
  COMPLETE(1),
  /** State was lost under it; may reclaim for as long as the grace period lasts. */
  ALLOWED(2),
  /**
   * State was lost under it and it did not reclaim in time. Others may have had what it held, so it
   * must not reclaim any more, not even after another loss (RFC 8881 §8.4.3).
   */
  MISSED(3);

  private final int code;

  Reclaim(int code) {
    this.code = code;
  }

  /** The number by which it is stored. */
  int code() {
    return code;
  }

  /** The value stored as {@code code}. */
  static Reclaim of(int code) {
    for (Reclaim reclaim : values()) {
      if (reclaim.code == code) {
        return reclaim;
      }
    }
    throw new IllegalArgumentException("unknown reclaim state " + code);
  }

  /** Whether the client has to be told that it must reclaim (or say that it is through). */
  public boolean needed() {
    return this == ALLOWED || this == MISSED;
  }
}
