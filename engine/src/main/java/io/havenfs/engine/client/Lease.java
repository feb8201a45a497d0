package io.havenfs.engine.client;

/**
 * When a client was last heard of, on the monotonic clock. Any thread may renew or ask. Renewals of
 * the same moment are written once, so that a busy client's connections do not fight over the
 * field.
 */
public final class Lease {
  /** A renewal that is not later than this than the one before it is not written down. */
  static final long RESOLUTION_NANOS = 1_000_000;

  private volatile long renewedAt;

  Lease(long now) {
    renewedAt = now;
  }

  /** The client was heard of at {@code now}. */
  public void renew(long now) {
    if (now - renewedAt > RESOLUTION_NANOS) {
      renewedAt = now;
    }
  }

  /** Nanoseconds since the client was heard of. */
  public long idle(long now) {
    return now - renewedAt;
  }
}
