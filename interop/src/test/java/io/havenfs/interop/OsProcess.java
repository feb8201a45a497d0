package io.havenfs.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A background process whose ends are awaited. */
final class OsProcess {
  private final Process process;
  private final String what;

  private OsProcess(Process process, String what) {
    this.process = process;
    this.what = what;
  }

  /** Starts it with its error output appended to the log. */
  static OsProcess start(
      String what, List<String> words, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .directory(new File("/"));
    builder.environment().putAll(environment);
    try {
      return new OsProcess(builder.start(), what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it with its error output on its standard output. */
  static OsProcess startMerged(String what, List<String> words) {
    try {
      return new OsProcess(new ProcessBuilder(words).redirectErrorStream(true).start(), what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, and wait. */
  void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(20));
  }

  /** Waits for it to end by itself; fails if it is still there after the limit. */
  void awaitEnd(Duration limit) {
    await(limit);
  }

  /** SIGTERM, and wait; fails if it is still there after the limit. */
  void terminate(Duration limit) {
    process.destroy();
    await(limit);
  }

  private void await(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(what + " has not ended within " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
