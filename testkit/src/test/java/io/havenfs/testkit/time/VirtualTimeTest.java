package io.havenfs.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();

  @Test
  void standsStillUntilMoved() {
    long before = time.nanoTime();
    assertThat(time.nanoTime()).isEqualTo(before);
    assertThat(time.wallNanos()).isEqualTo(VirtualTime.START_WALL_NANOS);
    time.advance(Duration.ofMillis(3));
    assertThat(time.nanoTime() - before).isEqualTo(3_000_000);
    assertThat(time.wallNanos()).isEqualTo(VirtualTime.START_WALL_NANOS + 3_000_000);
  }

  @Test
  void settingTheClockMovesTheWallClockOnly() {
    long before = time.nanoTime();
    time.stepWall(Duration.ofHours(-1));
    assertThat(time.nanoTime()).isEqualTo(before);
    assertThat(time.wallNanos())
        .isEqualTo(VirtualTime.START_WALL_NANOS - Duration.ofHours(1).toNanos());
  }
}
