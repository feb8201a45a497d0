package io.havenfs.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./havenfs serve}, as its users start it. */
final class HavenFsProcess implements ServerProcess {
  private static final int PORT = 2049;
  private static final int ADMIN_PORT = 20490;

  /** Who has quotas, for quota.sh. */
  static final String LIMITED_USER = "54321";

  private static final String CONFIGURATION =
      """
      quota:
        enabled: true
        limits:
          - user: %s
            soft-bytes: 1MiB
            hard-bytes: 2MiB
            soft-files: 10
            hard-files: 20
      """
          .formatted(LIMITED_USER);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Network network;
  private final Path folder;
  private final List<String> options;
  private Optional<OsProcess> running = Optional.empty();
  private final Set<String> preparations = new LinkedHashSet<>();

  /** Serves with these further flags; if there are none, with port 111 and quotas. */
  HavenFsProcess(Network network, Path folder, String... options) {
    this.network = network;
    this.folder = folder;
    this.options = List.of(options);
  }

  /** Whether the build has got as far as the command. */
  static boolean isBuilt() {
    return Files.isDirectory(home().resolve("cli/target/lib"));
  }

  private static Path home() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  @Override
  public void start() {
    Path log = folder.resolve("server.log");
    List<String> words = network.inside(command().toArray(String[]::new));
    OsProcess started = OsProcess.start("havenfs serve", words, Map.of("HAVENFS_BUILT", "1"), log);
    running = Optional.of(started);
    awaitFirstLine(started, log);
  }

  private List<String> command() {
    List<String> words = new ArrayList<>();
    if (!preparations.isEmpty()) {
      words.addAll(
          List.of("sh", "-c", String.join(" && ", preparations) + " && exec \"$@\"", "sh"));
    }
    words.addAll(List.of(home().resolve("havenfs").toString(), "serve"));
    words.addAll(List.of("--store", folder.resolve("store").toString()));
    words.addAll(List.of("--listen", network.serverAddress() + ":" + PORT));
    words.addAll(List.of("--admin", network.serverAddress() + ":" + ADMIN_PORT));
    words.addAll(List.of("--export", "/ *(rw,no_root_squash)"));
    words.addAll(options.isEmpty() ? usualOptions() : options);
    return words;
  }

  /**
   * Has a shell command run before the server, at each start, in the network and the mounts that
   * the server will have, which are nobody else's.
   */
  void prepare(String command) {
    preparations.add(command);
  }

  /** Runs a command that asks the server's admin endpoint; returns what it prints. */
  String ask(String... words) {
    List<String> all = new ArrayList<>(List.of("env", "HAVENFS_BUILT=1"));
    all.add(home().resolve("havenfs").toString());
    all.addAll(List.of(words));
    all.addAll(List.of("--admin", network.serverAddress() + ":" + ADMIN_PORT));
    return new Command(network.inside(all.toArray(String[]::new))).succeed();
  }

  /** The kernel's word for this boot is hidden behind another, for the server alone. */
  @Override
  public void reboot() {
    Path file = folder.resolve("boot-id");
    write(file, UUID.randomUUID() + "\n");
    prepare("mount --bind " + file + " /proc/sys/kernel/random/boot_id");
  }

  private List<String> usualOptions() {
    write(configuration(), CONFIGURATION);
    return List.of("--rpcbind", "builtin", "--config", configuration().toString());
  }

  private Path configuration() {
    return folder.resolve("havenfs.yaml");
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitFirstLine(OsProcess started, Path log) {
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(started.process().getInputStream(), StandardCharsets.UTF_8));
    CompletableFuture<String> first = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> forward(output, first));
    try {
      first.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      started.kill();
      throw new AssertionError(
          "havenfs serve does not say that it serves; its log:\n" + tail(log), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Completes the future with the first line, then reads on so that the process never blocks. */
  private static void forward(BufferedReader output, CompletableFuture<String> first) {
    try (output) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        first.complete(line);
      }
    } catch (IOException e) {
      first.completeExceptionally(e);
    }
    first.completeExceptionally(new IOException("the process ended without a line"));
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill() {
    running.ifPresent(OsProcess::kill);
    running = Optional.empty();
  }

  @Override
  public void stop() {
    running.ifPresent(process -> process.terminate(STOP_LIMIT));
    running = Optional.empty();
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint(network.serverAddress(), PORT, PORT, "/");
  }

  @Override
  public void close() {
    kill();
  }
}
