package io.havenfs.testkit.time;

import io.havenfs.host.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until they are moved. Any thread may read and move them. */
public final class VirtualTime implements Time {
  /** Where the wall clock starts: 2001-09-09T01:46:40Z, a billion seconds. */
  public static final long START_WALL_NANOS = 1_000_000_000_000_000_000L;

  /** Not zero, so that code which takes the origin for something is found out. */
  private static final long START_NANO_TIME = -5_000_000_000L;

  private final AtomicLong elapsed = new AtomicLong();
  private final AtomicLong wallStep = new AtomicLong();

  @Override
  public long nanoTime() {
    return START_NANO_TIME + elapsed.get();
  }

  @Override
  public long wallNanos() {
    return START_WALL_NANOS + elapsed.get() + wallStep.get();
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + duration);
    }
    elapsed.addAndGet(duration.toNanos());
  }

  /** Somebody sets the wall clock, forwards or backwards; the other clock does not notice. */
  public void stepWall(Duration step) {
    wallStep.addAndGet(step.toNanos());
  }
}
