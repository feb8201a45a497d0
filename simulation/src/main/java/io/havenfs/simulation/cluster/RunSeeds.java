package io.havenfs.simulation.cluster;

import io.havenfs.simulation.report.Violation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Runs many seeds; stops at the first that fails, and says all that is known of it. */
public final class RunSeeds {
  private static final double NANOS = 1e9;

  private RunSeeds() {}

  /** What so many seeds came to; of some the judge may not have found out whether all was right. */
  public record Sum(
      long seeds, long undecided, long operations, long failovers, long deaths, long troubles) {
    private static final Sum NOTHING = new Sum(0, 0, 0, 0, 0, 0);

    private Sum plus(Outcome run) {
      return new Sum(
          seeds + 1,
          undecided + (run.decided() ? 0 : 1),
          operations + run.operations(),
          failovers + run.failovers(),
          deaths + run.deaths(),
          troubles + run.troubles());
    }
  }

  /**
   * Runs {@code count} seeds from {@code first} on, or as many as fit into {@code most}.
   *
   * @throws Violation with seed and trace, at the first seed that fails
   */
  public static Sum run(long first, long count, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    Sum sum = Sum.NOTHING;
    for (long seed = first; seed < first + count && System.nanoTime() < end; seed++) {
      sum = sum.plus(run(seed, Optional.empty()));
    }
    return sum;
  }

  /** Runs one seed. */
  public static Outcome run(long seed, Optional<PrintStream> live) {
    Simulation simulation = new Simulation(seed, Simulation.Terms.SHORT, live);
    try {
      return simulation.run(Simulation.Terms.SHORT);
    } catch (RuntimeException | Error failed) {
      throw new Violation(
          "seed %d (again, with its whole trace: ./havenfs simulate %d)%n%s%n%s"
              .formatted(
                  seed,
                  seed,
                  String.join("\n", simulation.trace()),
                  String.join("\n", simulation.nodes())),
          failed);
    }
  }

  /** {@code [seed]} or {@code [first count]}. */
  public static void main(String[] arguments) {
    long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    if (arguments.length == 1) {
      System.out.println(run(first, Optional.of(System.out)));
      return;
    }
    long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1000;
    long began = System.nanoTime();
    Sum sum = run(first, count, Duration.ofDays(1));
    System.out.printf("%s in %.1f s%n", sum, (System.nanoTime() - began) / NANOS);
  }
}
