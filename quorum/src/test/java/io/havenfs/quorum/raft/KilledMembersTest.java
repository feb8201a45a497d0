package io.havenfs.quorum.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.host.address.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Members as processes that are killed and frozen. */
final class KilledMembersTest {
  private static final Logger LOG = LoggerFactory.getLogger(KilledMembersTest.class);
  private static final int ROUNDS = Integer.getInteger("havenfs.quorum.kills", 2);
  private static final long PATIENCE_SECONDS = 60;
  private static final long WITNESS_RESIDENT_KIB = 200 << 10;
  private static final long WITNESS_DISK_BYTES = 50L << 20;

  @TempDir Path directory;
  private final UUID cluster = UUID.randomUUID();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private long incarnation;

  @AfterEach
  void killAll() {
    processes.values().forEach(Process::destroyForcibly);
  }

  @Test
  void anotherLeadsSoonAfterALeaderIsKilled() throws Exception {
    startAll();
    String leader = nextLeader();
    awaitRegistered(3);
    for (int round = 0; round < ROUNDS; round++) {
      lines.clear();
      long before = System.nanoTime();
      process(leader).destroyForcibly().waitFor();
      String next = nextLeader();
      LOG.info("{} killed, {} leads after {} ms", leader, next, millisSince(before));
      awaitLine(leader + "=DEAD");
      LOG.info("{} held dead after {} ms", leader, millisSince(before));
      start(leader);
      awaitRegistered(1);
      leader = next;
    }
  }

  @Test
  void aFrozenLeaderHasNoLeaseWhenItWakes() throws Exception {
    startAll();
    String leader = nextLeader();
    awaitRegistered(3);
    lines.clear();
    signal(leader, "STOP");
    String next = nextLeader();
    awaitLine(leader + "=DEAD");
    ask(leader);
    signal(leader, "CONT");
    String lease = awaitLine(leader + " LEASE ");
    assertThat(Long.parseLong(lease.substring(lease.lastIndexOf(' ') + 1))).isNegative();
    awaitLine(leader + "=ALIVE");
    assertThat(next).isNotEqualTo(leader);
  }

  @Test
  void aMemberIsSmall() throws Exception {
    startAll();
    nextLeader();
    awaitRegistered(3);
    for (Map.Entry<String, Process> entry : processes.entrySet()) {
      long resident = residentKib(entry.getValue());
      long disk = disk(directory.resolve(entry.getKey()));
      LOG.info("{}: {} MiB resident, {} KiB on disk", entry.getKey(), resident >> 10, disk >> 10);
      assertThat(resident).isLessThan(WITNESS_RESIDENT_KIB);
      assertThat(disk).isLessThan(WITNESS_DISK_BYTES);
    }
  }

  private static long residentKib(Process process) throws IOException {
    try (Stream<String> status = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return status
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private static long disk(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private void startAll() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      ports.put(name, FreePort.of(InetAddress.getLoopbackAddress()));
    }
    for (String name : ports.keySet()) {
      start(name);
    }
  }

  private void start(String name) throws IOException {
    incarnation++;
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xss512k",
                "-XX:MaxDirectMemorySize=24m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                QuorumProcess.class.getName(),
                directory.toString(),
                cluster.toString(),
                name,
                Long.toString(incarnation)));
    ports.forEach((node, port) -> command.add(node + "=" + port));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.put(name, process);
    Thread.ofVirtual().start(() -> read(name, process));
  }

  private void read(String name, Process process) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(line -> lines.add(name + " " + line));
    } catch (java.io.UncheckedIOException | IOException ended) {
      LOG.debug("{} ended", name, ended);
    }
  }

  private String nextLeader() throws InterruptedException {
    String line = awaitLine(" LEADS ");
    return line.substring(0, line.indexOf(' '));
  }

  private void awaitRegistered(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      awaitLine(" REGISTERED");
    }
  }

  private String awaitLine(String part) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    List<String> seen = new ArrayList<>();
    for (String line;
        (line = lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS)) != null; ) {
      if (line.contains(part)) {
        return line;
      }
      seen.add(line);
    }
    throw new AssertionError("no " + part + " in " + seen);
  }

  private void ask(String name) throws IOException {
    process(name).getOutputStream().write('?');
    process(name).getOutputStream().flush();
  }

  private void signal(String name, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process(name).pid())).start().waitFor();
  }

  private Process process(String name) {
    return Objects.requireNonNull(processes.get(name));
  }

  private static long millisSince(long before) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
  }
}
