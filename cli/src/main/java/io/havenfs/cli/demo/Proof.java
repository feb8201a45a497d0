package io.havenfs.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Compares what there is in the end with what was acknowledged. Used by one thread. */
final class Proof {
  private final DemoOutput out;
  private final BuiltinClient client;
  private final Totals totals;
  private long lost;

  Proof(DemoOutput out, BuiltinClient client, Totals totals) {
    this.out = out;
    this.client = client;
    this.totals = totals;
  }

  /** Something that throws when something is not there. */
  @FunctionalInterface
  private interface Search {
    String found() throws IOException;
  }

  /** Says what it finds; returns whether nothing was lost or done twice. */
  boolean show(
      Crew crew,
      Workload files,
      LockWorkload locks,
      Repetitions repetitions,
      List<Duration> stalls) {
    out.title("The proof");
    long operations = totals.operations().sum();
    out.check(
        crew.failure().isEmpty(),
        crew.failure()
            .orElse(
                "all %,d operations succeeded, none was lost or done twice; %,d calls were sent again"
                    .formatted(operations, client.stalls().repeated())));
    out.check(
        repetitions.answeredTheSame() == repetitions.count(),
        "%d of %d removals answered before the first kill got the same answer after it"
            .formatted(repetitions.answeredTheSame(), repetitions.count()));
    search(
        () ->
            "%,d names are exactly those that must be there; %,d bytes read back as written"
                .formatted(files.names(), files.verify(client)));
    search(
        () ->
            "a counter that two clients raised under locks is at %,d as it must be; no lock was lost"
                .formatted(locks.verify(client)));
    long repeated = repetitions.count() - repetitions.answeredTheSame() + (long) crew.failures();
    out.summary(
        new DemoOutput.Summary(
            stalls.size(), lost, repeated, stalls, operations, totals.bytes().sum()));
    return lost == 0 && repeated == 0;
  }

  private void search(Search search) {
    try {
      out.check(true, search.found());
    } catch (IOException e) {
      lost++;
      out.check(false, String.valueOf(e.getMessage()));
    }
  }
}
