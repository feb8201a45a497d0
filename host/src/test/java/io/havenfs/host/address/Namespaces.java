package io.havenfs.host.address;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two network namespaces of this process, joined by a cable: eth0 in both. */
final class Namespaces implements AutoCloseable {
  private final String first = "havenfs-host-a-" + ProcessHandle.current().pid();
  private final String second = "havenfs-host-b-" + ProcessHandle.current().pid();

  Namespaces() throws IOException {
    run("ip", "netns", "add", first);
    run("ip", "netns", "add", second);
    run(
        "ip", "link", "add", "eth0", "netns", first, "type", "veth", "peer", "name", "eth0",
        "netns", second);
    up(first, "10.91.0.1/24");
    up(second, "10.91.0.2/24");
  }

  private static void up(String name, String address) throws IOException {
    run("ip", "-n", name, "link", "set", "lo", "up");
    run("ip", "-n", name, "addr", "add", address, "dev", "eth0");
    run("ip", "-n", name, "link", "set", "eth0", "up");
  }

  /** Runs {@code ip} in the first. */
  String ipFirst(String... arguments) throws IOException {
    return run(concat(List.of("ip", "-n", first), arguments));
  }

  /** Runs {@code ip} in the second. */
  String ipSecond(String... arguments) throws IOException {
    return run(concat(List.of("ip", "-n", second), arguments));
  }

  /** Runs a command in the first. */
  String first(String... command) throws IOException {
    return run(concat(List.of("ip", "netns", "exec", first), command));
  }

  /** Starts a Java class of the test's class path in the first. */
  Process java(Class<?> main, String... arguments) throws IOException {
    return java(first, main, arguments);
  }

  /** Starts a Java class of the test's class path in the second. */
  Process javaSecond(Class<?> main, String... arguments) throws IOException {
    return java(second, main, arguments);
  }

  private static Process java(String namespace, Class<?> main, String... arguments)
      throws IOException {
    List<String> command =
        List.of(
            "ip",
            "netns",
            "exec",
            namespace,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    return new ProcessBuilder(concat(command, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String[] concat(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    for (String name : List.of(first, second)) {
      run("ip", "netns", "pids", name)
          .lines()
          .forEach(
              pid ->
                  ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
      run("ip", "netns", "del", name);
    }
  }
}
