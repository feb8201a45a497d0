package io.havenfs.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code havenfs serve} in a process of its own, on loopback. */
final class ServerProcess {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Pattern SERVING =
      Pattern.compile("havenfs: serving .* on [^ ]*:([0-9]+), admin on ([^ ]+)");

  private final Process process;
  private final InetSocketAddress address;
  private final String admin;

  private ServerProcess(Process process, InetSocketAddress address, String admin) {
    this.process = process;
    this.address = address;
    this.admin = admin;
  }

  /**
   * Starts a server and returns when it serves.
   *
   * @param port 0 for any
   */
  static ServerProcess start(Path store, Path log, int port) throws IOException {
    Process process =
        new ProcessBuilder(command(store, port))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> firstLine(process));
    try {
      Matcher serving = SERVING.matcher(line.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS));
      if (serving.matches()) {
        InetSocketAddress address =
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(serving.group(1)));
        return new ServerProcess(process, address, serving.group(2));
      }
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new IOException("the server does not start; its log is " + log, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    process.destroyForcibly();
    throw new IOException("the server did not start; its log is " + log);
  }

  private static List<String> command(Path store, int port) {
    List<String> command = new ArrayList<>(java("-Xmx512m"));
    command.addAll(List.of("serve", "--store", store.toString(), "--rpcbind", "off"));
    command.addAll(List.of("--listen", "127.0.0.1:" + port, "--admin", "127.0.0.1:0"));
    command.addAll(List.of("--export", "/ 127.0.0.1(rw,no_root_squash,insecure)"));
    return command;
  }

  /** The havenfs command with the same Java, flags and class path as this process. */
  static List<String> java(String memory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(cacheOptions());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseTransparentHugePages",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseParallelGC",
            memory,
            "-cp",
            System.getProperty("java.class.path"),
            "io.havenfs.cli.Main"));
    return command;
  }

  /** This JVM's cache of classes, if the launcher found one. */
  private static List<String> cacheOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:AOTCache=") || option.startsWith("-Xlog:"))
        .toList();
  }

  private static String firstLine(Process process) {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    try {
      String line = out.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }

  InetSocketAddress address() {
    return address;
  }

  /** Its admin endpoint. */
  String admin() {
    return admin;
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL, and waits until it is dead. */
  void kill() throws IOException {
    process.destroyForcibly();
    await();
  }

  /** SIGTERM, and waits; returns the exit code. */
  int stop() throws IOException {
    process.destroy();
    return await();
  }

  private int await() throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
