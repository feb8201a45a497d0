package io.havenfs.cli.cluster;

import io.havenfs.node.ClusterNode;
import io.havenfs.node.HavenServer;
import io.havenfs.node.config.LogSettings;
import io.havenfs.node.logging.LogSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code havenfs node run}. */
@Command(
    name = "run",
    description = {
      "Runs the node that 'cluster init' or 'cluster join' has made, until SIGTERM or",
      "'node stop'; what it serves moves to other nodes first."
    },
    mixinStandardHelpOptions = true)
final class NodeRunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeRunCommand.class);
  private static final int FAULT = 70;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "The node's directory.")
  private Path directory = Path.of("");

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private LogSettings.Level level = LogSettings.Level.INFO;

  @Override
  public Integer call() throws IOException {
    LogSetup.apply(new LogSettings(level, LogSettings.Format.TEXT));
    ClusterNode node = ClusterNode.start(directory);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "havenfs-shutdown"));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "havenfs: node %s runs, admin on %s%n",
        node.identity().node(), HavenServer.text(node.adminAddress()));
    out.flush();
    var _ =
        node.registered()
            .thenRun(
                () -> {
                  out.printf("havenfs: node %s is in the cluster%n", node.identity().node());
                  out.flush();
                });
    CompletableFuture.anyOf(node.fault(), node.stopAsked()).join();
    if (node.fault().isDone()) {
      // Its copies cannot be trusted to go on; the end of the process tells the others at once.
      LOG.error("stopped: {}", node.fault().join().toString());
      Runtime.getRuntime().halt(FAULT);
    }
    System.exit(0);
    return 0;
  }

  private static void stop(ClusterNode node) {
    try {
      node.close();
      Runtime.getRuntime().halt(0);
    } catch (IOException | RuntimeException e) {
      LOG.error("not stopped cleanly", e);
      Runtime.getRuntime().halt(1);
    }
  }
}
