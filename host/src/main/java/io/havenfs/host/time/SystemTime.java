package io.havenfs.host.time;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The machine's clocks.
 *
 * <p>The wall clock is derived from the monotonic one and an anchor, a moment at which both were
 * read. So reading it costs one {@link System#nanoTime} and no object, and it cannot decrease by
 * jitter. The kernel slews both clocks alike; they part only when somebody sets the time, which is
 * noticed within {@link #CHECK_NANOS} and then followed.
 */
public final class SystemTime implements Time {
  /** How often the anchor is compared with the machine's clock. */
  static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A smaller difference is taken for the two readings' distance, not for a step. */
  static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** {@code monotonic + offset} is wall time; to be checked again at {@code checkAt}. */
  private record Anchor(long offset, long checkAt) {}

  private final LongSupplier monotonic;
  private final LongSupplier wall;
  private volatile Anchor anchor;

  /** The machine's time. */
  public SystemTime() {
    this(System::nanoTime, () -> nanos(Clock.systemUTC().instant()));
  }

  SystemTime(LongSupplier monotonic, LongSupplier wall) {
    this.monotonic = monotonic;
    this.wall = wall;
    long now = monotonic.getAsLong();
    this.anchor = new Anchor(wall.getAsLong() - now, now + CHECK_NANOS);
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  @Override
  public long nanoTime() {
    return monotonic.getAsLong();
  }

  @Override
  public long wallNanos() {
    long now = monotonic.getAsLong();
    Anchor current = anchor;
    if (now - current.checkAt < 0) {
      return now + current.offset;
    }
    return now + checked(current, now).offset;
  }

  // Threads may do this at the same time: each writes an anchor that is right.
  private Anchor checked(Anchor current, long before) {
    long wallNow = wall.getAsLong();
    long after = monotonic.getAsLong();
    if (after - before > STEP_NANOS / 2) {
      return current; // the thread was held up between the readings: they prove nothing
    }
    long offset = wallNow - before;
    boolean stepped = Math.abs(offset - current.offset) > STEP_NANOS;
    Anchor next = new Anchor(stepped ? offset : current.offset, after + CHECK_NANOS);
    anchor = next;
    return next;
  }
}
