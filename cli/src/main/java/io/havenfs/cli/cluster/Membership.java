package io.havenfs.cli.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.cluster.NodeMaker;
import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.model.DeadAfter;
import java.io.IOException;
import java.time.Duration;
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

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
        names = "--no-tls",
        description = {
          "Nodes talk without TLS, for as long as the cluster lives: whoever reaches their ports",
          "can read and change everything. For closed networks only."
        })
    private boolean noTls;

    @Override
    public Integer call() throws IOException {
      ClusterIdentity identity =
          NodeMaker.found(place.directory(), place.node(), place.adminAddress(), deadAfter, !noTls);
      Printing.done(
          spec,
          json,
          "cluster %s: its first node is %s; start it with: havenfs node run --dir %s"
              .formatted(identity.cluster(), identity.node(), place.directory()));
      return 0;
    }
  }

  /** {@code havenfs cluster token}. */
  @Command(
      name = "token",
      description = "Makes a token with which nodes may join for a while.",
      mixinStandardHelpOptions = true)
  static final class Token implements Callable<Integer> {
    @Mixin private Control control = new Control();

    @Option(
        names = "--minutes",
        paramLabel = "N",
        defaultValue = "15",
        description = "How long it is good for, up to a day. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Override
    public Integer call() throws IOException {
      String answer =
          control.ask("POST", "/v1/tokens", Long.toString(Duration.ofMinutes(minutes).toSeconds()));
      if (control.json()) {
        control.out().print(answer);
      } else {
        control.out().println(new ObjectMapper().readTree(answer).path("token").asText());
      }
      control.out().flush();
      return 0;
    }
  }

  /** {@code havenfs cluster join}. */
  @Command(
      name = "join",
      description = {
        "Makes a node of the cluster that the token is of; its nodes' peer ports are asked. 'node",
        "run' starts it."
      },
      mixinStandardHelpOptions = true)
  static final class Join implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Place place = new Place();

    @Option(
        names = "--token",
        required = true,
        paramLabel = "TOKEN",
        description = "From 'cluster token' on a node of the cluster.")
    private String token = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      ClusterIdentity identity =
          NodeMaker.join(place.directory(), token, place.node(), place.adminAddress());
      Printing.done(
          spec,
          json,
          "node %s is in cluster %s; start it with: havenfs node run --dir %s"
              .formatted(identity.node(), identity.cluster(), place.directory()));
      return 0;
    }
  }

  /** {@code havenfs cluster leave}. */
  @Command(
      name = "leave",
      description = {
        "Takes a node that no service needs out of the cluster and stops it; its directory is to be",
        "deleted then, as it holds the cluster's keys."
      },
      mixinStandardHelpOptions = true)
  static final class Leave implements Callable<Integer> {
    @Mixin private Control control = new Control();

    @Parameters(paramLabel = "NODE", description = "Who leaves.")
    private String node = "";

    @Override
    public Integer call() throws IOException {
      control.order("/v1/nodes/" + node + "/leave", "");
      return 0;
    }
  }
}
