package io.havenfs.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The story: serve, work, kill, start again, go on, verify. Runs on the caller's thread; the
 * workers have their own.
 */
final class Demo {
  private static final int WORKERS = 8;
  private static final Duration STRETCH = Duration.ofMillis(250);
  private static final long SEED = 2049;

  private final Screen screen;
  private final Path directory;
  private final Duration length;
  private ServerProcess server;
  private final Totals totals = new Totals();
  private boolean good = true;
  private long startedAt;

  Demo(Screen screen, Path directory, Duration length) throws IOException {
    this.screen = screen;
    this.directory = directory;
    this.length = length;
    screen.title("HavenFS demo: kill -9 in the middle of the work");
    screen.fact("store", store().toString());
    long begin = System.nanoTime();
    this.server = ServerProcess.start(store(), log(), 0);
    screen.fact(
        "server",
        "pid %d on 127.0.0.1:%d, serving after %s"
            .formatted(server.pid(), server.address().getPort(), seconds(since(begin))));
  }

  private Path store() {
    return directory.resolve("store");
  }

  Path log() {
    return directory.resolve("server.log");
  }

  /** The server, running. */
  ServerProcess server() {
    return server;
  }

  /** Tells the whole story; returns whether everything was as it must be. */
  boolean run() throws IOException {
    BuiltinClient builtin = new BuiltinClient(server.address());
    Optional<Client> mounted = KernelClient.mount(server.address(), directory.resolve("mount"));
    try (Client client = mounted.orElse(builtin);
        Workload workload = new Workload(client, totals, WORKERS, SEED);
        Repetitions repetitions = new Repetitions(builtin);
        Crew crew = new Crew(List.of(workload.steps()))) {
      screen.fact("client", client.description());
      screen.fact(
          "work",
          WORKERS + " workers: create, write durably, rename, link, remove; contents from a seed");
      long acknowledged = workThroughACrash(crew, repetitions);
      verify(client, crew, workload, repetitions, acknowledged, builtin);
    }
    return good;
  }

  private long workThroughACrash(Crew crew, Repetitions repetitions) throws IOException {
    screen.title("Acknowledged operations");
    startedAt = System.nanoTime();
    crew.start();
    watch(crew, length.dividedBy(2));
    repetitions.remove();
    long acknowledged = totals.operations().sum();
    long killed = System.nanoTime();
    int port = server.address().getPort();
    server.kill();
    screen.event(
        since(startedAt),
        "kill -9 %d, after %s acknowledged operations"
            .formatted(server.pid(), number(acknowledged)));
    server = ServerProcess.start(store(), log(), port);
    screen.event(
        since(startedAt),
        "pid %d serves the same store, %s later".formatted(server.pid(), seconds(since(killed))));
    repetitions.repeat();
    watch(crew, length.dividedBy(2));
    crew.finish();
    return acknowledged;
  }

  private void watch(Crew crew, Duration duration) throws IOException {
    long end = System.nanoTime() + duration.toNanos();
    long before = totals.operations().sum();
    long last = System.nanoTime();
    while (System.nanoTime() - end < 0 && crew.failure().isEmpty()) {
      Pause.of(STRETCH);
      long now = System.nanoTime();
      long operations = totals.operations().sum();
      screen.bar(since(startedAt), operations - before, Duration.ofNanos(now - last));
      before = operations;
      last = now;
    }
  }

  private void verify(
      Client client,
      Crew crew,
      Workload workload,
      Repetitions repetitions,
      long beforeKill,
      BuiltinClient builtin)
      throws IOException {
    screen.title("After the crash");
    check(
        crew.failure().isEmpty(),
        crew.failure()
            .orElse(
                "all %s operations succeeded, %s of them before the kill: none failed because it"
                        .formatted(number(totals.operations().sum()), number(beforeKill))
                    + " was lost or done twice"));
    try {
      long bytes = workload.verify(client);
      check(
          true,
          "%s names are exactly those that must be there; %s bytes read back, each as it was written"
              .formatted(number(workload.names()), number(bytes)));
    } catch (IOException e) {
      check(false, String.valueOf(e.getMessage()));
    }
    int same = repetitions.answeredTheSame();
    check(
        same == repetitions.count(),
        "%d of %d removals answered just before the kill and asked for again just after it got the"
                .formatted(same, repetitions.count())
            + " first answer");
    if (client == builtin) {
      check(
          true,
          "%s calls were on their way at the kill and sent again by the client"
              .formatted(number(builtin.retransmissions())));
    }
  }

  private void check(boolean as, String text) {
    good &= as;
    screen.check(as, text);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
