package io.havenfs.cli.cluster;

import io.havenfs.node.cluster.Joining;
import io.havenfs.node.cluster.NodeDirectory;
import io.havenfs.node.cluster.NodeIdentity;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeInfo;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands by which a cluster begins, grows and shrinks. */
final class Membership {
  private Membership() {}

  /** {@code havenfs cluster init}. */
  @Command(
      name = "init",
      description = "Makes the first node of a new cluster; 'node run' starts it.",
      mixinStandardHelpOptions = true)
  static final class Init implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Place place = new Place();

    @Option(
        names = "--dead-after",
        paramLabel = "PRESET",
        defaultValue = "NORMAL",
        description = {
          "How long a node may be silent: fast (1 s), normal (2 s) or slow (10 s).",
          "Default: normal."
        })
    private DeadAfter deadAfter = DeadAfter.NORMAL;

    @Override
    public Integer call() throws IOException {
      NodeInfo node = place.node();
      NodeIdentity identity =
          new NodeIdentity(
              UUID.randomUUID(), node, place.adminAddress(), true, deadAfter, List.of());
      NodeDirectory.create(place.directory(), identity);
      spec.commandLine()
          .getOut()
          .printf(
              "cluster %s: its first node is %s; start it with: havenfs node run --dir %s%n",
              identity.cluster(), node.id(), place.directory());
      spec.commandLine().getOut().flush();
      return 0;
    }
  }

  /** {@code havenfs cluster token}. */
  @Command(
      name = "token",
      description = "Asks the node at --admin for a token with which one node may join through it.",
      mixinStandardHelpOptions = true)
  static final class Token implements Callable<Integer> {
    @Mixin private Control control = new Control();

    @Override
    public Integer call() throws IOException {
      String token = Joining.token(control.client(), control.admin());
      control.print("token", token);
      return 0;
    }
  }

  /** {@code havenfs cluster join}. */
  @Command(
      name = "join",
      description = {
        "Makes a node of an existing cluster, with a token from the node at --admin; 'node run'",
        "starts it."
      },
      mixinStandardHelpOptions = true)
  static final class Join implements Callable<Integer> {
    @Mixin private Control control = new Control();
    @Mixin private Place place = new Place();

    @Option(
        names = "--token",
        required = true,
        paramLabel = "TOKEN",
        description = "From 'cluster token'.")
    private String token = "";

    @Override
    public Integer call() throws IOException {
      NodeIdentity identity =
          Joining.join(
              control.client(), control.admin(), token, place.node(), place.adminAddress());
      NodeDirectory.create(place.directory(), identity);
      String done =
          "node %s is in cluster %s; start it with: havenfs node run --dir %s"
              .formatted(identity.id(), identity.cluster(), place.directory());
      control.print("done", done);
      return 0;
    }
  }

  /** {@code havenfs cluster leave}. */
  @Command(
      name = "leave",
      description = {
        "Takes a node that no service needs out of the cluster, and stops it if it runs; its",
        "directory can be deleted afterwards."
      },
      mixinStandardHelpOptions = true)
  static final class Leave implements Callable<Integer> {
    @Mixin private Control control = new Control();

    @Parameters(paramLabel = "NODE", description = "Who leaves.")
    private String node = "";

    @Override
    public Integer call() throws IOException {
      control.order("/v1/nodes/" + node + "/remove", "");
      try {
        control.order("/v1/nodes/" + node + "/stop", "");
      } catch (IOException gone) {
        control.out().println("it is not told to stop: " + gone.getMessage());
        control.out().flush();
      }
      return 0;
    }
  }
}
