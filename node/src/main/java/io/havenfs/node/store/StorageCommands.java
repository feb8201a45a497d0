package io.havenfs.node.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the programs in this node's folder of commands. What they print goes into the log; the end
 * of it into the message when they fail.
 */
final class StorageCommands {
  private static final Logger LOG = LoggerFactory.getLogger(StorageCommands.class);
  private static final int MAX_OUTPUT = 4096;
  private static final int MAX_MESSAGE = 300;

  private final Path folder;

  StorageCommands(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs {@code name}, and returns when it has ended well.
   *
   * @param words its environment, besides that of the daemon
   * @throws IOException when there is no such program, it fails, or takes longer than {@code limit}
   */
  void run(String name, Map<String, String> words, Duration limit) throws IOException {
    Path program = folder.resolve(name);
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new IOException(program + " is not a program that can be run");
    }
    LOG.info("running {} {}", program, words);
    ProcessBuilder builder = new ProcessBuilder(program.toString()).redirectErrorStream(true);
    builder.environment().putAll(words);
    Process process = builder.start();
    process.getOutputStream().close();
    CompletableFuture<String> output = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> output.complete(read(process.getInputStream())));
    boolean ended = await(process, limit);
    String text = ended ? output.completeOnTimeout("", 1, TimeUnit.SECONDS).join() : "";
    LOG.info("{}: {}: {}", program, ended ? process.exitValue() : "too slow", text.strip());
    if (!ended) {
      throw new IOException(name + " has not ended within " + limit.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(name + " failed (" + process.exitValue() + "): " + tail(text));
    }
  }

  /** Whatever happens, the program has ended afterwards. */
  private static boolean await(Process process, Duration limit) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return false;
  }

  private static String read(InputStream from) {
    try (from) {
      String text = new String(from.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
      from.transferTo(java.io.OutputStream.nullOutputStream());
      return text;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String tail(String text) {
    String all = text.strip();
    return all.substring(Math.max(0, all.length() - MAX_MESSAGE));
  }
}
