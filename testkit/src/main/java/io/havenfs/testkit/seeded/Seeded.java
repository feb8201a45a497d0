package io.havenfs.testkit.seeded;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs a property for many seeds.
 *
 * <p>The seeds are 1 to {@code count}, so a build tries the same cases each time. The system
 * property {@code havenfs.seed} runs one seed only, {@code havenfs.seeds} multiplies the counts,
 * for a long search, and {@code havenfs.seed.first} begins elsewhere.
 */
public final class Seeded {
  private Seeded() {}

  /** Something that must hold whatever {@code random} yields. */
  @FunctionalInterface
  public interface Property {
    /** Throws when it does not hold. */
    void check(RandomGenerator random) throws Exception;
  }

  /** As {@link Property}, for those that also want to know the seed. */
  @FunctionalInterface
  public interface SeedProperty {
    /** Throws when it does not hold. */
    void check(long seed, RandomGenerator random) throws Exception;
  }

  /** Checks {@code property} with {@code count} seeds; fails at the first that breaks it. */
  public static void run(int count, Property property) {
    run(count, (seed, random) -> property.check(random));
  }

  /** Checks {@code property} with {@code count} seeds; fails at the first that breaks it. */
  public static void run(int count, SeedProperty property) {
    Long only = Long.getLong("havenfs.seed");
    if (only != null) {
      check(only, property);
      return;
    }
    long first = Long.getLong("havenfs.seed.first", 1);
    long seeds = count * Long.getLong("havenfs.seeds", 1);
    for (long seed = first; seed < first + seeds; seed++) {
      check(seed, property);
    }
  }

  private static void check(long seed, SeedProperty property) {
    try {
      property.check(seed, new SplittableRandom(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "seed %d fails (only this one: -Dhavenfs.seed=%d): %s"
              .formatted(seed, seed, e.getMessage()),
          e);
    }
  }
}
