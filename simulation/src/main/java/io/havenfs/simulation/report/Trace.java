package io.havenfs.simulation.report;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The last things that happened in a run, with their times; printed as they happen if wanted. */
public final class Trace implements Consumer<String> {
  private static final int KEPT = 400;
  private static final double NANOS_PER_MILLI = 1e6;

  private final LongSupplier clock;
  private final java.util.Optional<PrintStream> live;
  private final Deque<String> lines = new ArrayDeque<>();

  /** Times are {@code clock}'s, in nanoseconds. */
  public Trace(LongSupplier clock, java.util.Optional<PrintStream> live) {
    this.clock = clock;
    this.live = live;
  }

  @Override
  public void accept(String what) {
    String line = "%10.3f ms  %s".formatted(clock.getAsLong() / NANOS_PER_MILLI, what);
    live.ifPresent(out -> out.println(line));
    lines.add(line);
    if (lines.size() > KEPT) {
      lines.remove();
    }
  }

  /** The last of it. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
