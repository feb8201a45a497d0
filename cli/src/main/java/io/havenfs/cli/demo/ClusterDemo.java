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
    Totals totals = new Totals();
    try (BuiltinClient client = new BuiltinClient(cluster.address());
        Workload files = new Workload(client, totals, WORKERS, SEED);
        LockWorkload locks = new LockWorkload(client, totals);
        Repetitions repetitions = new Repetitions(client);
        Crew crew = new Crew(List.of(files.steps(), locks.steps()))) {
      out.fact(
          "clients",
          WORKERS + " with " + client.description() + " work on files, 2 with NFSv4.1 on locks");
      out.title("Acknowledged operations");
      crew.start();
      Thread bars = Thread.ofPlatform().daemon().start(() -> showWork(totals));
      blows(client, crew, repetitions);
      over.set(true);
      join(bars);
      crew.finish();
      return new Proof(out, client, totals).show(crew, files, locks, repetitions, stalls);
    }
  }

  private void blows(BuiltinClient client, Crew crew, Repetitions repetitions) throws IOException {
    long end = System.nanoTime() + length.toNanos();
    int count = 0;
    while (crew.failure().isEmpty()
        && (count < Blow.values().length || System.nanoTime() - end < 0)) {
      Pause.of(CALM);
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
    Pause.of(CALM);
    switch (blow) {
      case KILL -> cluster.start(primary);
      case FREEZE -> {
        Pause.of(deadAfter.duration().multipliedBy(FREEZE_LEASES));
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

  private void showWork(Totals totals) {
    long before = totals.operations().sum();
    long last = System.nanoTime();
    while (!over.get()) {
      try {
        Pause.of(STRETCH);
      } catch (IOException interrupted) {
        return;
      }
      long now = System.nanoTime();
      long operations = totals.operations().sum();
      out.work(operations - before, Duration.ofNanos(now - last));
      before = operations;
      last = now;
    }
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
