package io.havenfs.quorum.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.seeded.Seeded;
import org.junit.jupiter.api.Test;

/** {@link LeaseWorld} for many seeds: never two that serve, and yet there are failovers. */
final class LeaseSafetyTest {
  private static final int SEEDS = 400;

  @Test
  void neverTwoServe() {
    long[] failovers = new long[1];
    Seeded.run(SEEDS, random -> failovers[0] += new LeaseWorld(random).run());
    assertThat(failovers[0]).isGreaterThan(SEEDS);
  }
}
