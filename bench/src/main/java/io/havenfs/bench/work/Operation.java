package io.havenfs.bench.work;

import io.havenfs.bench.protocol.Step;
import java.util.List;

/**
 * What one slot does over and over: steps made one after the other, timed as one.
 *
 * @param steps the calls, at least one
 * @param renew run before each operation
 * @param end run when the load has stopped; may make calls
 */
public record Operation(List<Step> steps, Runnable renew, Runnable end) {
  /** Checks that there is something to do. */
  public Operation {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("an operation without a step");
    }
  }

  /** An operation that leaves nothing to be done at the end. */
  public Operation(List<Step> steps, Runnable renew) {
    this(steps, renew, () -> {});
  }

  /** An operation that is the same each time. */
  public static Operation of(Step... steps) {
    return new Operation(List.of(steps), () -> {});
  }
}
