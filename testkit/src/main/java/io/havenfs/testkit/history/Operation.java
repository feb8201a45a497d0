package io.havenfs.testkit.history;

/**
 * What one client asked and was answered.
 *
 * @param client who asked
 * @param asked what
 * @param from when, in true time
 * @param answer the answer
 * @param to when it came
 */
public record Operation<O, R>(String client, O asked, long from, R answer, long to) {
  private static final double NANOS_PER_MILLI = 1e6;

  public Operation {
    if (to < from) {
      throw new IllegalArgumentException("answered before it was asked");
    }
  }

  /** Another operation of the same client, time and answer. */
  public Operation<O, R> as(O other) {
    return new Operation<>(client, other, from, answer, to);
  }

  @Override
  public String toString() {
    return "%.3f..%.3f ms %s: %s -> %s"
        .formatted(from / NANOS_PER_MILLI, to / NANOS_PER_MILLI, client, asked, answer);
  }
}
