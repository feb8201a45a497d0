package io.havenfs.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@code havenfs node run} in a process of its own. */
final class NodeProcess {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final String IN_THE_CLUSTER = "is in the cluster";

  private final Process process;

  private NodeProcess(Process process) {
    this.process = process;
  }

  /** Starts the node in {@code directory}; returns when the cluster knows it. */
  static NodeProcess start(Path directory, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command(directory))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    CompletableFuture<Boolean> known = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> known.complete(readUntilKnown(process)));
    try {
      if (known.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return new NodeProcess(process);
      }
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new IOException("a node does not start; its log is " + log, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    throw new IOException("a node did not start; its log is " + log);
  }

  private static boolean readUntilKnown(Process process) {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    try {
      String line = out.readLine();
      while (line != null && !line.contains(IN_THE_CLUSTER)) {
        line = out.readLine();
      }
      return line != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> command(Path directory) {
    List<String> command = new ArrayList<>(ServerProcess.java("-Xmx384m"));
    command.addAll(List.of("node", "run", "--dir", directory.toString()));
    return command;
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL, and waits until it is dead. */
  void kill() throws IOException {
    process.destroyForcibly();
    await();
  }

  /** SIGSTOP: it does nothing any more, and its kernel keeps its connections. */
  void freeze() throws IOException {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().onExit().join();
  }

  int await() throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
