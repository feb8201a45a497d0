package io.havenfs.host.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SystemTimeTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong monotonic = new AtomicLong(-7 * SECOND);
  private final AtomicLong wall = new AtomicLong(1000 * SECOND);
  private final SystemTime time = new SystemTime(monotonic::get, wall::get);

  private void pass(long nanos) {
    monotonic.addAndGet(nanos);
    wall.addAndGet(nanos);
  }

  @Test
  void followsTheMonotonicClock() {
    pass(5);
    assertThat(time.wallNanos()).isEqualTo(1000 * SECOND + 5);
    assertThat(time.nanoTime()).isEqualTo(-7 * SECOND + 5);
    pass(3600 * SECOND);
    assertThat(time.wallNanos()).isEqualTo(4600 * SECOND + 5);
  }

  @Test
  void doesNotRunBackwardsByJitter() {
    pass(SECOND);
    wall.addAndGet(-1000);
    long before = time.wallNanos();
    pass(SECOND);
    wall.addAndGet(-1000);
    assertThat(time.wallNanos()).isEqualTo(before + SECOND);
  }

  @Test
  void followsAStepOnceItLooks() {
    wall.addAndGet(-3600 * SECOND);
    pass(1);
    assertThat(time.wallNanos()).isEqualTo(1000 * SECOND + 1);
    pass(SystemTime.CHECK_NANOS);
    assertThat(time.wallNanos()).isEqualTo(wall.get());
  }

  @Test
  void doesNotTakeADelayBetweenTheReadingsForAStep() {
    AtomicLong clock = new AtomicLong();
    SystemTime slow =
        new SystemTime(clock::get, () -> clock.addAndGet(clock.get() == 0 ? 0 : 5_000_000L));
    clock.set(SystemTime.CHECK_NANOS);
    assertThat(slow.wallNanos()).isEqualTo(SystemTime.CHECK_NANOS);
  }

  @Test
  void agreesWithTheMachine() {
    SystemTime real = new SystemTime();
    Instant now = Clock.systemUTC().instant();
    long expected = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    assertThat(real.wallNanos() - expected).isBetween(0L, SECOND);
  }
}
