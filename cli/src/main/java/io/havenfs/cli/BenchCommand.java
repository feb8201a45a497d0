package io.havenfs.cli;

import io.havenfs.bench.BenchException;
import io.havenfs.bench.run.Bench;
import io.havenfs.bench.run.BenchSettings;
import io.havenfs.bench.run.Report;
import io.havenfs.bench.run.Version;
import io.havenfs.bench.run.WorkResult;
import io.havenfs.bench.work.Works;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havenfs bench}. */
@Command(
    name = "bench",
    description = {
      "Puts load on an NFS server and measures it.",
      "Works in a directory of its own in the export, as root by AUTH_SYS, and removes it when all"
          + " went well. One second of warm-up is not measured. Any status but OK ends the run."
    },
    footer = {
      "",
      "Works: null, getattr, lookup, access, readdirplus (64 entries), read, write (16 UNSTABLE",
      "WRITEs and a COMMIT are one operation), write-sync (FILE_SYNC), create-remove, small-file",
      "(create, write 4 KiB, commit, remove), locks (LOCK and LOCKU of an open file; 4.1 only).",
      "With --version 4.1 there is one client and session per connection, readdirplus is READDIR",
      "with attributes, creating is OPEN and CLOSE in one compound, and READ and WRITE use the",
      "anonymous stateid: no file stays open but those of locks."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65535;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli prints the help by itself
  private boolean help;

  @Parameters(index = "0", paramLabel = "HOST:PORT", description = "Where NFS is served, over TCP.")
  private String server = "";

  @Option(
      names = "--export",
      paramLabel = "PATH",
      defaultValue = "/",
      description = "The exported path. Default: ${DEFAULT-VALUE}.")
  private String export = "/";

  @Option(
      names = "--mount-port",
      paramLabel = "N",
      description = "Where MOUNT is served (version 3). Default: the NFS port.")
  private @Nullable Integer mountPort;

  @Option(
      names = "--version",
      paramLabel = "3|4.1",
      defaultValue = "3",
      description = "The version of NFS. Default: ${DEFAULT-VALUE}.")
  private String version = "3";

  @Option(
      names = "--work",
      split = ",",
      paramLabel = "LIST",
      description = "Works, separated by commas. Default: all.")
  private List<String> works = List.of();

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "4",
      description = "TCP connections. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "16",
      description = "Requests in flight on each connection. Default: ${DEFAULT-VALUE}.")
  private int depth;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "How long each work is measured. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "4096",
      description = "Bytes per READ and WRITE, at most 1048576. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--pids",
      split = ",",
      paramLabel = "P1,P2",
      description = "The server's processes on this machine, to measure CPU time per operation.")
  private List<Long> pids = List.of();

  @Option(names = "--keep", description = "Leaves on the server what the works made.")
  private boolean keep;

  @Option(names = "--json", description = "Prints a JSON object per work.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    BenchSettings settings = settings();
    try (Bench bench = new Bench(settings)) {
      if (!json) {
        out.println(Report.heading());
      }
      bench.run(result -> print(out, result));
      return ExitCode.OK;
    } catch (BenchException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void print(PrintWriter out, WorkResult result) {
    out.println(json ? Report.json(result) : Report.line(result));
    out.flush();
  }

  private BenchSettings settings() {
    InetSocketAddress address = address();
    int mount = mountPort == null ? address.getPort() : port(Integer.toString(mountPort));
    try {
      return new BenchSettings(
          address,
          mount,
          export,
          version(),
          works(),
          connections,
          depth,
          seconds,
          size,
          pids,
          keep);
    } catch (BenchException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<String> works() {
    if (!works.isEmpty()) {
      return works;
    }
    boolean stateful = version() != Version.V3;
    return Works.NAMES.stream().filter(work -> stateful || !Works.STATEFUL.contains(work)).toList();
  }

  private Version version() {
    return switch (version) {
      case "3" -> Version.V3;
      case "4.1" -> Version.V4_1;
      default -> throw wrong("--version: '" + version + "' is neither 3 nor 4.1");
    };
  }

  private InetSocketAddress address() {
    int colon = server.lastIndexOf(':');
    if (colon <= 0) {
      throw wrong("'" + server + "' is not HOST:PORT");
    }
    String host = server.substring(0, colon);
    InetSocketAddress address = new InetSocketAddress(host, port(server.substring(colon + 1)));
    if (address.isUnresolved()) {
      throw wrong("host '" + host + "' is not known");
    }
    return address;
  }

  private int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new ParameterException(spec.commandLine(), "'" + text + "' is not a port", e);
    }
    throw wrong("'" + text + "' is not a port");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
