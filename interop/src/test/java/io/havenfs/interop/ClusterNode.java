package io.havenfs.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./havenfs node run} on a host of its own. Used by one test thread. */
final class ClusterNode {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final String RUNS = "is in the cluster";
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HAVENFS_BUILT", "1", "HAVENFS_JVM_OPTIONS", "-Xmx384m -XX:+UseSerialGC");

  private final String name;
  private final Host host;
  private final Path directory;
  private final Path log;
  private Optional<OsProcess> running = Optional.empty();

  ClusterNode(String name, Host host, Path folder) {
    this.name = name;
    this.host = host;
    this.directory = folder.resolve(name);
    this.log = folder.resolve(name + ".log");
  }

  String name() {
    return name;
  }

  Host host() {
    return host;
  }

  Path directory() {
    return directory;
  }

  /** Starts it; returns when the cluster knows the process. */
  void start() {
    OsProcess started =
        OsProcess.start(
            name,
            host.inside(command(), "node", "run", "--dir", directory.toString()),
            ENVIRONMENT,
            log);
    running = Optional.of(started);
    CompletableFuture<Boolean> known = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> readUntilKnown(started, known));
    try {
      if (!known.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " ended at once; its log is " + log);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(name + " does not come up; its log is " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void readUntilKnown(OsProcess started, CompletableFuture<Boolean> known) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(started.process().getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.contains(RUNS)) {
          known.complete(true);
        }
      }
    } catch (IOException ended) {
      // As good as its end.
    }
    known.complete(false);
  }

  boolean isRunning() {
    return running.isPresent() && running.get().isAlive();
  }

  /** SIGKILL. */
  void kill() {
    running.ifPresent(OsProcess::kill);
  }

  /** SIGTERM; fails if it does not end by itself. */
  void stop() {
    running.ifPresent(process -> process.terminate(STOP_LIMIT));
  }

  /** SIGSTOP: it stands still, and its kernel keeps its connections and its address. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    Command.of("kill", "-" + signal, Long.toString(running.orElseThrow().process().pid()))
        .succeed();
  }

  /** Runs a command of the CLI on this host; fails the test if it does not succeed. */
  String havenfs(String... words) {
    List<String> all = new java.util.ArrayList<>(List.of("env"));
    ENVIRONMENT.forEach((key, value) -> all.add(key + "=" + value));
    all.add(command());
    all.addAll(List.of(words));
    return new Command(host.inside(all.toArray(String[]::new))).succeed();
  }

  private static String command() {
    return Path.of("..").toAbsolutePath().normalize().resolve("havenfs").toString();
  }
}
