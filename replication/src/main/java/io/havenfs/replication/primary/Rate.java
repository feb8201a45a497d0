package io.havenfs.replication.primary;

import java.util.concurrent.TimeUnit;

/** How fast a count grows, over the last seconds. */
final class Rate {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(2);

  private long count;
  private long sinceNanos;
  private boolean started;
  private long perSecond;

  void note(long total, long nanoTime) {
    if (!started || total < count) {
      started = true;
      count = total;
      sinceNanos = nanoTime;
      return;
    }
    long elapsed = nanoTime - sinceNanos;
    if (elapsed >= WINDOW_NANOS) {
      perSecond = (long) ((total - count) * (double) TimeUnit.SECONDS.toNanos(1) / elapsed);
      count = total;
      sinceNanos = nanoTime;
    }
  }

  long perSecond() {
    return perSecond;
  }
}
