package io.havenfs.replication.secondary;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets so many bytes a second through; 0 for any number. How many, may change at any time. */
final class Throttle {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** How often somebody who has to wait looks again. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final LongSupplier limit;
  private long nextNanos;
  private long nowNanos;
  private boolean started;

  Throttle(LongSupplier bytesPerSecond) {
    this.limit = bytesPerSecond;
  }

  boolean allows(long nanoTime) {
    nowNanos = nanoTime;
    if (!started) {
      started = true;
      nextNanos = nanoTime;
    }
    return limit.getAsLong() == 0 || nanoTime - nextNanos >= 0;
  }

  void take(int bytes) {
    long bytesPerSecond = limit.getAsLong();
    if (bytesPerSecond > 0) {
      long cost = (long) (bytes * (double) SECOND / bytesPerSecond);
      nextNanos = (nowNanos - nextNanos > SECOND ? nowNanos : nextNanos) + cost;
    }
  }

  long patienceNanos() {
    return limit.getAsLong() == 0 ? Long.MAX_VALUE : STEP_NANOS;
  }
}
