package io.havenfs.testkit.seeded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SeededTest {
  @Test
  void triesEverySeed() {
    List<Long> values = new ArrayList<>();
    Seeded.run(10, random -> values.add(random.nextLong()));
    assertThat(values).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void namesTheSeedThatFails() {
    assertThatThrownBy(
            () ->
                Seeded.run(
                    100,
                    (seed, random) -> {
                      if (seed == 42) {
                        throw new IllegalStateException("broken");
                      }
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed 42 fails")
        .hasMessageContaining("-Dhavenfs.seed=42")
        .hasMessageContaining("broken")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void generatesLegalNames() {
    Seeded.run(
        200,
        random -> {
          byte[] name = Generate.name(random, 255);
          assertThat(name.length).isBetween(1, 255);
          assertThat(name).doesNotContain(0).doesNotContain('/');
        });
  }

  @Test
  void mutatesDeterministicallyAndVariously() {
    byte[] original = "some bytes to be spoilt".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Set<String> results = new HashSet<>();
    Seeded.run(
        100,
        (seed, random) -> {
          byte[] mutated = Mutate.bytes(random, original);
          assertThat(Mutate.bytes(new SplittableRandom(seed), original)).isEqualTo(mutated);
          results.add(new String(mutated, java.nio.charset.StandardCharsets.ISO_8859_1));
        });
    assertThat(results).hasSizeGreaterThan(80);
  }
}
