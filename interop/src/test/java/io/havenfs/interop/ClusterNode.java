package io.havenfs.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** {@code ./havenfs node run} on a host of its own. Used by one test thread. */
final class ClusterNode {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final String RUNS = "is in the cluster";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HAVENFS_BUILT",
          "1",
          "HAVENFS_JVM_OPTIONS",
          "-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");

  private final String name;
  private final Host host;
  private final Path directory;
  private final Path log;
  private final Optional<Disk> disk;
  private Optional<OsProcess> running = Optional.empty();

  /** A node whose directory is below {@code place}, on a disk of its own where it has one. */
  ClusterNode(String name, Host host, Path place, Optional<Disk> disk) {
    this.name = name;
    this.host = host;
    this.directory = place.resolve("node");
    this.log = place.resolveSibling(name + ".log");
    this.disk = disk;
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

  /** Its disk; skips the test where the machine has none for it. */
  Disk disk() {
    assumeTrue(disk.isPresent(), "needs loop devices and ext4, for disks of the nodes' own");
    return disk.get();
  }

  /** How often its log says this. */
  long said(String text) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return running.orElseThrow().process().pid();
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
    Thread.ofPlatform().daemon().start(() -> readUntilKnown(started, known));
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

  /** Returns when it has ended by itself. */
  void awaitEnd() {
    running.ifPresent(process -> process.awaitEnd(START_LIMIT));
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
    Command.of("kill", "-" + signal, Long.toString(pid())).succeed();
  }

  /** Runs a command of the CLI on this host; fails the test if it does not succeed. */
  String havenfs(String... words) {
    List<String> all = new ArrayList<>(List.of("env"));
    ENVIRONMENT.forEach((key, value) -> all.add(key + "=" + value));
    all.add(command());
    all.addAll(List.of(words));
    return new Command(host.inside(all.toArray(String[]::new))).succeed();
  }

  private static String command() {
    return Path.of("..").toAbsolutePath().normalize().resolve("havenfs").toString();
  }
}
