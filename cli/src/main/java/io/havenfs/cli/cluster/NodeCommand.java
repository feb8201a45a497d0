package io.havenfs.cli.cluster;

import io.havenfs.node.control.ClusterReport;
import io.havenfs.node.control.ClusterReport.NodeReport;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havenfs node}. */
@Command(
    name = "node",
    description = "Looks after the cluster's nodes.",
    mixinStandardHelpOptions = true,
    subcommands = NodeRunCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class NodeCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "node: a command is missing");
  }

  @Command(name = "list", description = "Lists the nodes.", mixinStandardHelpOptions = true)
  void list(@Mixin Control control) throws IOException {
    ClusterReport cluster = control.cluster();
    if (control.json()) {
      control.printJson(cluster.nodes());
    } else {
      print(cluster, control.out());
      control.out().flush();
    }
  }

  @Command(
      name = "stop",
      description = "Stops a node's daemon; what it serves moves elsewhere first.",
      mixinStandardHelpOptions = true)
  void stop(@Mixin Control control, @Parameters(paramLabel = "NODE") String node)
      throws IOException {
    control.order("/v1/nodes/" + node + "/stop", "");
  }

  @Command(
      name = "remove",
      description = {
        "Takes a node that no service needs out of the cluster, without a word to it: for one that",
        "will not come back. See 'cluster leave' for one that runs."
      },
      mixinStandardHelpOptions = true)
  void remove(@Mixin Control control, @Parameters(paramLabel = "NODE") String node)
      throws IOException {
    control.order("/v1/nodes/" + node + "/remove", "");
  }

  static void print(ClusterReport cluster, PrintWriter out) {
    Columns columns = new Columns("NODE", "HEALTH", "ROLES", "ADDRESS", "PEER", "RAFT", "ADMIN");
    for (NodeReport node : cluster.nodes()) {
      columns.add(
          node.name() + (node.name().equals(cluster.leader()) ? " (leads)" : ""),
          ClusterCommand.word(node.health()),
          ClusterCommand.word(String.join(",", node.roles())),
          node.address(),
          Integer.toString(node.peerPort()),
          Integer.toString(node.raftPort()),
          Integer.toString(node.adminPort()));
    }
    columns.print(out);
  }
}
