package io.havenfs.quorum.lease;

/**
 * The right of a node to serve what the control state says it serves, for some time.
 *
 * @param sentAtNanos when the heartbeat was sent that it was granted for, by the holder's monotonic
 *     clock
 * @param nanos its length as granted; 0 for none
 * @param revision of the control state when it was granted: it counts for a holder whose copy has
 *     at least this
 */
public record Lease(long sentAtNanos, long nanos, long revision) {
  /**
   * How much of a lease the holder gives up, in thousandths, because its clock and the leader's may
   * run at different speeds. Clocks that are disciplined keep within 0.5 of each other.
   */
  public static final long DRIFT_PER_MILLE = 20;

  private static final long PER_MILLE = 1000;

  /** What a node has that was granted none. */
  public static final Lease NONE = new Lease(0, 0, 0);

  public Lease {
    if (nanos < 0) {
      throw new IllegalArgumentException("a lease's length is not negative");
    }
  }

  /** Whether the holder may serve at {@code nowNanos} of its monotonic clock. */
  public boolean holdsAt(long nowNanos) {
    return leftAt(nowNanos) > 0;
  }

  /** Whether the heartbeat that it was granted for was sent at {@code nanoTime} or later. */
  public boolean isSentSince(long nanoTime) {
    return nanos > 0 && sentAtNanos - nanoTime >= 0;
  }

  /** How long it still holds, in nanoseconds; negative or 0 when it does not. */
  public long leftAt(long nowNanos) {
    long usable = usable(nanos);
    return Math.min(usable, usable - (nowNanos - sentAtNanos)); // NONE never holds
  }

  /** What the holder uses of a lease of {@code nanos}. */
  public static long usable(long nanos) {
    return nanos - nanos / PER_MILLE * DRIFT_PER_MILLE;
  }
}
