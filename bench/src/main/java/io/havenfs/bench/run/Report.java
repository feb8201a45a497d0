package io.havenfs.bench.run;

import java.util.Locale;

/** Results in words and numbers; one line each. */
public final class Report {
  private Report() {}

  /** The heading of {@link #line}. */
  public static String heading() {
    return String.format(
        Locale.ROOT,
        "%-14s %12s %10s %11s %11s %11s %11s",
        "work",
        "ops/s",
        "MB/s",
        "p50 us",
        "p99 us",
        "max us",
        "CPU us/op");
  }

  /** A result for people. */
  public static String line(WorkResult result) {
    double cpu = result.cpuMicrosPerOperation();
    return String.format(
        Locale.ROOT,
        "%-14s %12.0f %10.1f %11.1f %11.1f %11.1f %11s",
        result.work(),
        result.operationsPerSecond(),
        result.megabytesPerSecond(),
        result.micros(0.5),
        result.micros(0.99),
        result.micros(1),
        Double.isNaN(cpu) ? "-" : String.format(Locale.ROOT, "%.2f", cpu));
  }

  /** A result for programs: a JSON object; {@code cpuMicros} is null when it is not known. */
  public static String json(WorkResult result) {
    double cpu = result.cpuMicrosPerOperation();
    return String.format(
        Locale.ROOT,
        "{\"work\":\"%s\",\"seconds\":%.3f,\"operations\":%d,\"opsPerSecond\":%.1f,"
            + "\"megabytesPerSecond\":%.2f,\"p50Micros\":%.1f,\"p99Micros\":%.1f,"
            + "\"maxMicros\":%.1f,\"cpuMicros\":%s}",
        result.work(),
        result.nanos() / 1e9,
        result.tally().latencies().total(),
        result.operationsPerSecond(),
        result.megabytesPerSecond(),
        result.micros(0.5),
        result.micros(0.99),
        result.micros(1),
        Double.isNaN(cpu) ? "null" : String.format(Locale.ROOT, "%.3f", cpu));
  }
}
