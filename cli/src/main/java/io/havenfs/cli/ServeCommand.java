package io.havenfs.cli;

import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.node.HavenServer;
import io.havenfs.node.config.ConfigException;
import io.havenfs.node.config.NodeSettings;
import io.havenfs.node.config.ServeOptions;
import io.havenfs.node.config.SettingsMerger;
import io.havenfs.node.logging.LogSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code havenfs serve}. */
@Command(
    name = "serve",
    description = "Serves a store to NFS clients until SIGTERM; SIGHUP reads the exports again.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML configuration; flags override what it says.")
  private @Nullable Path config;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Directory that holds log, tables and file data; created when missing.")
  private @Nullable Path store;

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      description = "Where NFS and MOUNT are served; repeatable. Default: *:2049.")
  private List<String> listen = List.of();

  @Option(
      names = "--export",
      paramLabel = "'PATH CLIENT(OPTIONS)'",
      description = "A line of exports(5); repeatable. '/ *(rw)' exports the store's root.")
  private List<String> export = List.of();

  @Option(
      names = "--exports",
      paramLabel = "FILE",
      description = "A file of exports(5); read again when it changes, and on SIGHUP.")
  private @Nullable Path exports;

  @Option(
      names = "--rpcbind",
      paramLabel = "MODE",
      description = "off, auto, builtin or system: how clients find the ports. Default: auto.")
  private @Nullable String rpcbind;

  @Option(
      names = "--admin",
      paramLabel = "ADDR:PORT",
      description = "Where /healthz, /metrics and /status are served over HTTP. Default: nowhere.")
  private @Nullable String admin;

  @Override
  public Integer call() throws IOException, ConfigException, ExportsException {
    NodeSettings settings = SettingsMerger.load(options());
    LogSetup.apply(settings.log());
    try (HavenServer server = HavenServer.start(settings)) {
      ServerSignals.attach(server);
      announce(server);
      Throwable fault = server.fault().join();
      spec.commandLine().getErr().println("havenfs: stopped: " + fault);
      spec.commandLine().getErr().flush();
      Runtime.getRuntime().halt(ExitCode.FAULT);
      return ExitCode.FAULT;
    }
  }

  private ServeOptions options() {
    return new ServeOptions(
        Optional.ofNullable(config),
        Optional.ofNullable(store),
        listen,
        export,
        Optional.ofNullable(exports),
        Optional.ofNullable(rpcbind),
        Optional.ofNullable(admin));
  }

  /** The line that scripts wait for. */
  private void announce(HavenServer server) {
    String paths = String.join(", ", server.exportedPaths());
    String addresses =
        server.addresses().stream().map(HavenServer::text).collect(Collectors.joining(", "));
    String adminText =
        server.adminAddress().map(address -> ", admin on " + HavenServer.text(address)).orElse("");
    spec.commandLine()
        .getOut()
        .println("havenfs: serving " + paths + " on " + addresses + adminText);
    spec.commandLine().getOut().flush();
  }
}
