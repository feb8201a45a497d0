package io.havenfs.cli.demo;

import io.havenfs.node.control.ClusterReport;
import io.havenfs.node.control.ClusterReport.FailoverReport;
import io.havenfs.quorum.model.DeadAfter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The story: three nodes, a service on two of them, work without pause; primaries are killed,
 * frozen and moved; in the end everything that was acknowledged is there, once. Runs on the
 * caller's thread; the workers have their own.
 */
final class ClusterDemo implements AutoCloseable {
  private static final int WORKERS = 4;
  private static final long SEED = 2049;
  private static final Duration CALM = Duration.ofSeconds(2);
  private static final Duration STRETCH = Duration.ofMillis(500);
  private static final int FREEZE_LEASES = 3;

  /** What is done to a primary. */
  private enum Blow {
    KILL,
    MOVE,
    FREEZE
  }

  private final DemoOutput out;
  private final Duration length;
  private final DeadAfter deadAfter;
  private final DemoCluster cluster;
  private final List<Duration> stalls = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();

  /** Starts the cluster. */
  ClusterDemo(DemoOutput out, Path directory, Duration length, DeadAfter deadAfter)
      throws IOException {
    this.out = out;
    this.length = length;
    this.deadAfter = deadAfter;
    long begin = System.nanoTime();
    out.title("HavenFS demo: primaries are killed, frozen and moved while clients work");
    cluster = DemoCluster.start(directory, deadAfter);
    out.fact("cluster", DemoCluster.DATA + " hold the data, a witness votes; in " + directory);
    out.fact(
        "service",
        "%s:%d, served from two copies after %s"
            .formatted(
                cluster.address().getAddress().getHostAddress(),
                cluster.address().getPort(),
                seconds(Duration.ofNanos(System.nanoTime() - begin))));
  }

  /** The cluster, running. */
  DemoCluster cluster() {
    return cluster;
  }

  /** Tells the whole story; returns whether everything was as it must be. */
  boolean run() throws IOException {
    try (BuiltinClient client = new BuiltinClient(cluster.address());
        Workload workload = new Workload(client, WORKERS, SEED);
        Repetitions repetitions = new Repetitions(client)) {
      out.fact("client", client.description() + ", " + WORKERS + " workers");
      out.title("Acknowledged operations");
      workload.start();
      Thread bars = Thread.ofPlatform().daemon().start(() -> showWork(workload));
      blows(client, workload, repetitions);
      over.set(true);
      join(bars);
      workload.finish();
      return verify(client, workload, repetitions);
    }
  }

  private void blows(BuiltinClient client, Workload workload, Repetitions repetitions)
      throws IOException {
    long end = System.nanoTime() + length.toNanos();
    int count = 0;
    while (workload.failure().isEmpty()
        && (count < Blow.values().length || System.nanoTime() - end < 0)) {
      DemoCluster.pause(CALM);
      if (count == 0) {
        repetitions.remove();
      }
      client.stalls().takeLongest();
      Blow blow = Blow.values()[count % Blow.values().length];
      strike(blow, client.stalls(), count == 0 ? repetitions::repeat : () -> {});
      count++;
    }
  }

  /** Something done as soon as another primary answers. */
  @FunctionalInterface
  private interface Deed {
    void run() throws IOException;
  }

  private void strike(Blow blow, Stalls watch, Deed atOnce) throws IOException {
    ClusterReport before = cluster.report();
    String primary = DemoCluster.service(before).primary();
    String other =
        DemoCluster.DATA.stream().filter(n -> !n.equals(primary)).findFirst().orElseThrow();
    long epoch = DemoCluster.service(before).epoch();
    NodeProcess process = cluster.process(primary);
    switch (blow) {
      case KILL -> {
        out.event("kill -9 %d: %s, the primary".formatted(process.pid(), primary));
        process.kill();
      }
      case MOVE -> {
        out.event("service move: from %s to %s".formatted(primary, other));
        cluster.move(other);
      }
      case FREEZE -> {
        out.event("kill -STOP %d: %s, the primary".formatted(process.pid(), primary));
        process.freeze();
      }
    }
    FailoverReport failover = awaitFailover(epoch);
    atOnce.run();
    DemoCluster.pause(CALM);
    switch (blow) {
      case KILL -> cluster.start(primary);
      case FREEZE -> {
        DemoCluster.pause(deadAfter.duration().multipliedBy(FREEZE_LEASES));
        process.thaw();
        out.event(
            "kill -CONT %d: %s is back, long without a lease".formatted(process.pid(), primary));
      }
      case MOVE -> {
        // Nothing was broken.
      }
    }
    cluster.await(
        "both copies in sync again",
        report -> DemoCluster.service(report).inSync().size() == DemoCluster.DATA.size());
    Duration stall = watch.takeLongest();
    stalls.add(stall);
    out.failover(blow.name().toLowerCase(Locale.ROOT), failover, stall);
  }

  private FailoverReport awaitFailover(long epoch) throws IOException {
    ClusterReport report =
        cluster.await(
            "another primary that answers",
            now ->
                DemoCluster.service(now).epoch() > epoch
                    && now.failovers().getLast().epoch() > epoch
                    && now.failovers().getLast().stepMillis().keySet().stream()
                        .anyMatch("FIRST_REPLY"::equalsIgnoreCase));
    return report.failovers().getLast();
  }

  private void showWork(Workload workload) {
    long before = workload.operations();
    long last = System.nanoTime();
    while (!over.get()) {
      try {
        DemoCluster.pause(STRETCH);
      } catch (IOException interrupted) {
        return;
      }
      long now = System.nanoTime();
      long operations = workload.operations();
      out.work(operations - before, Duration.ofNanos(now - last));
      before = operations;
      last = now;
    }
  }

  private boolean verify(BuiltinClient client, Workload workload, Repetitions repetitions)
      throws IOException {
    out.title("The proof");
    long repeated = (long) repetitions.count() - repetitions.answeredTheSame();
    repeated += workload.failures();
    out.check(
        workload.failure().isEmpty(),
        workload
            .failure()
            .orElse(
                "all %,d operations succeeded, none was lost or done twice; %,d calls were sent again"
                    .formatted(workload.operations(), client.stalls().repeated())));
    out.check(
        repetitions.answeredTheSame() == repetitions.count(),
        "%d of %d removals answered before the first kill got the same answer after it"
            .formatted(repetitions.answeredTheSame(), repetitions.count()));
    long lost = 0;
    try {
      long bytes = workload.verify(client);
      out.check(
          true,
          "%,d names are exactly those that must be there; %,d bytes read back as written"
              .formatted(workload.names(), bytes));
    } catch (IOException e) {
      lost++;
      out.check(false, String.valueOf(e.getMessage()));
    }
    out.summary(
        new DemoOutput.Summary(
            stalls.size(), lost, repeated, stalls, workload.operations(), workload.bytes()));
    return lost == 0 && repeated == 0;
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
