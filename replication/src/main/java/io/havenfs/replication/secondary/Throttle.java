package io.havenfs.replication.secondary;

import java.util.concurrent.TimeUnit;

/** Lets so many bytes a second through; 0 for any number. */
final class Throttle {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** How often somebody who has to wait looks again. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final long bytesPerSecond;
  private long nextNanos;
  private long nowNanos;
  private boolean started;

  Throttle(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  boolean allows(long nanoTime) {
    nowNanos = nanoTime;
    if (!started) {
      started = true;
      nextNanos = nanoTime;
    }
    return bytesPerSecond == 0 || nanoTime - nextNanos >= 0;
  }

  void take(int bytes) {
    if (bytesPerSecond > 0) {
      long cost = (long) (bytes * (double) SECOND / bytesPerSecond);
      nextNanos = (nowNanos - nextNanos > SECOND ? nowNanos : nextNanos) + cost;
    }
  }

  long patienceNanos() {
    return bytesPerSecond == 0 ? Long.MAX_VALUE : STEP_NANOS;
  }
}
