package io.havenfs.bench.run;

import io.havenfs.bench.measure.Tally;
import java.util.OptionalLong;

/**
 * What came of one work.
 *
 * @param work its name
 * @param nanos how long was measured
 * @param tally operations, durations and payload
 * @param cpuNanos CPU time of the server's processes, when it was asked for
 */
public record WorkResult(String work, long nanos, Tally tally, OptionalLong cpuNanos) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Operations per second. */
  public double operationsPerSecond() {
    return tally.latencies().total() * NANOS_PER_SECOND / nanos;
  }

  /** Payload per second, in millions of bytes. */
  public double megabytesPerSecond() {
    return tally.bytes() / 1e6 * NANOS_PER_SECOND / nanos;
  }

  /** The server's CPU time per operation in microseconds; NaN when it is not known. */
  public double cpuMicrosPerOperation() {
    long operations = tally.latencies().total();
    return cpuNanos.isPresent() && operations > 0
        ? cpuNanos.getAsLong() / 1e3 / operations
        : Double.NaN;
  }

  /** A duration that the share {@code quantile} of the operations did not exceed, microseconds. */
  public double micros(double quantile) {
    return tally.latencies().quantile(quantile) / 1e3;
  }
}
