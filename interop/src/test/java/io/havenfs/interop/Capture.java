package io.havenfs.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes over the network's bridge, recorded with tcpdump and judged by tshark. */
final class Capture implements AutoCloseable {
  private static final Duration JUDGE_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final OsProcess tcpdump;
  private final Path file;
  private final int port;

  private Capture(OsProcess tcpdump, Path file, int port) {
    this.tcpdump = tcpdump;
    this.file = file;
    this.port = port;
  }

  /** Starts recording what goes to and from a port; returns when packets are being taken. */
  static Capture start(Network network, int port, Path folder) {
    return start(network, network.bridge(), port, folder.resolve("capture.pcap"));
  }

  /** The same on one device of a namespace. */
  static Capture start(Place where, String device, int port, Path file) {
    List<String> words =
        where.inside(
            "tcpdump",
            "-i",
            device,
            "-U",
            "-B",
            "32768",
            "-Z",
            "root",
            "-w",
            file.toString(),
            "port",
            Integer.toString(port));
    OsProcess started = OsProcess.startMerged("tcpdump", words);
    awaitListening(started);
    return new Capture(started, file, port);
  }

  private static void awaitListening(OsProcess started) {
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(started.process().getInputStream(), StandardCharsets.UTF_8));
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains("listening on")) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("tcpdump does not start");
  }

  /** Stops recording. Fails if tshark calls a packet malformed, or finds no NFS at all. */
  void assertWellFormed() {
    tcpdump.terminate(STOP_LIMIT);
    String malformed = tshark("_ws.malformed");
    if (!malformed.isBlank()) {
      throw new AssertionError("malformed packets in " + file + ":\n" + malformed);
    }
    if (tshark("nfs && rpc.msgtyp == 1", "-c", "2000").isBlank()) {
      throw new AssertionError("no NFS reply in " + file);
    }
  }

  /** What was recorded, when nothing more is to be. */
  FailoverWire failover() {
    tcpdump.terminate(STOP_LIMIT);
    return new FailoverWire(this::tshark);
  }

  /** What a filter of tshark finds, a line for each packet, when nothing more is to be recorded. */
  List<String> packets(String filter) {
    tcpdump.terminate(STOP_LIMIT);
    return tshark(filter).lines().toList();
  }

  private String tshark(String filter, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of("tshark", "-n", "-r", file.toString(), "-d", "tcp.port==" + port + ",rpc"));
    words.addAll(List.of(options));
    words.addAll(List.of("-Y", filter));
    Command.Outcome outcome = new Command(words).run(JUDGE_LIMIT);
    if (outcome.status() != 0) {
      throw new AssertionError("tshark: " + outcome.output());
    }
    return outcome
        .output()
        .lines()
        .filter(line -> !line.startsWith("Running as user"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  @Override
  public void close() {
    tcpdump.kill();
  }
}
