package io.havenfs.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command of the host that runs to its end.
 *
 * @param words program and arguments
 */
record Command(List<String> words) {
  private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(3);

  Command {
    words = List.copyOf(words);
  }

  static Command of(String... words) {
    return new Command(List.of(words));
  }

  /** Runs it; fails the test if it does not succeed. Returns its output (both streams). */
  String succeed() {
    Outcome outcome = run(DEFAULT_LIMIT);
    if (outcome.status() != 0) {
      throw new AssertionError(
          String.join(" ", words) + ": status " + outcome.status() + "\n" + outcome.output());
    }
    return outcome.output();
  }

  /** Runs it, kills it after the limit (which fails the test), and returns how it ended. */
  Outcome run(Duration limit) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> drain(process));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", words) + ": not done after " + limit);
      }
      return new Outcome(process.exitValue(), output.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String drain(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a command ended: its exit status and all it printed. */
  record Outcome(int status, String output) {}
}
