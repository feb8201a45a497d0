package io.havenfs.engine.data;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs data files that cannot be read, a line in {@link #INTERVAL_NANOS} at most: a broken disk
 * fails every request of every client. Thread-safe.
 */
final class ReadFailures {
  /** The time between two lines. */
  static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Logger LOG = LoggerFactory.getLogger(ReadFailures.class);

  private final LongSupplier nanoTime;
  private final AtomicLong nextAt;
  private final AtomicLong unsaid = new AtomicLong();

  /** Measures by {@code nanoTime}, a monotonic clock. */
  ReadFailures(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    nextAt = new AtomicLong(nanoTime.getAsLong());
  }

  /** A read of a data file failed. */
  void report(long dataId, IOException cause) {
    long now = nanoTime.getAsLong();
    long due = nextAt.get();
    if (now - due >= 0 && nextAt.compareAndSet(due, now + INTERVAL_NANOS)) {
      LOG.error(
          "data file {} cannot be read, clients get I/O errors ({} earlier failures not shown)",
          Long.toHexString(dataId),
          unsaid.getAndSet(0),
          cause);
    } else {
      unsaid.incrementAndGet();
    }
  }
}
