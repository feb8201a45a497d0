package io.havenfs.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.control.ClusterReport;
import io.havenfs.node.control.ClusterReport.ServiceReport;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havenfs service}. */
@Command(
    name = "service",
    description = "Looks after the services that the cluster keeps available.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ServiceCreateCommand.class)
public final class ServiceCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "service: a command is missing");
  }

  @Command(name = "list", description = "Lists the services.", mixinStandardHelpOptions = true)
  void list(@Mixin Control control) throws IOException {
    ClusterReport cluster = control.cluster();
    if (control.json()) {
      control.printJson(cluster.services());
    } else {
      print(cluster, control.out());
      control.out().flush();
    }
  }

  @Command(
      name = "show",
      description = "Shows all there is to know about a service, as JSON.",
      mixinStandardHelpOptions = true)
  void show(@Mixin Control control, @Parameters(paramLabel = "SERVICE") String service)
      throws IOException {
    ClusterReport cluster = control.cluster();
    ServiceReport found =
        cluster.services().stream()
            .filter(each -> each.specification().name().equals(service))
            .findFirst()
            .orElseThrow(() -> new IOException("there is no service " + service));
    control.printJson(found);
  }

  @Command(
      name = "move",
      description =
          "Moves a service to another node, whose copy is in sync; waits until it is there.",
      mixinStandardHelpOptions = true)
  void move(
      @Mixin Control control,
      @Parameters(index = "0", paramLabel = "SERVICE") String service,
      @Parameters(index = "1", paramLabel = "NODE") String node)
      throws IOException {
    order(control, service, "move", node);
  }

  @Command(name = "online", description = "Has a service served.", mixinStandardHelpOptions = true)
  void online(@Mixin Control control, @Parameters(paramLabel = "SERVICE") String service)
      throws IOException {
    order(control, service, "online", "");
  }

  @Command(
      name = "offline",
      description = "Has a service not served; its data stay.",
      mixinStandardHelpOptions = true)
  void offline(@Mixin Control control, @Parameters(paramLabel = "SERVICE") String service)
      throws IOException {
    order(control, service, "offline", "");
  }

  @Command(
      name = "verify",
      description = "Compares the copies now, and repairs what differs from the primary's.",
      mixinStandardHelpOptions = true)
  void verify(@Mixin Control control, @Parameters(paramLabel = "SERVICE") String service)
      throws IOException {
    String answer = control.ask("POST", "/v1/services/" + service + "/verify", "");
    if (control.json()) {
      control.out().print(answer);
    } else {
      new ObjectMapper()
          .readTree(answer)
          .path("peers")
          .properties()
          .forEach(
              peer -> control.out().println(verified(service, peer.getKey(), peer.getValue())));
    }
    control.out().flush();
  }

  private static String verified(String service, String node, JsonNode difference) {
    long rows = difference.path("differentRows").asLong();
    long blocks = difference.path("differentBlocks").asLong();
    String found =
        rows == 0 && blocks == 0
            ? "no difference"
            : "%d rows and %d blocks differed and are being repaired".formatted(rows, blocks);
    return "%s on node %s: %d bytes compared, %s"
        .formatted(service, node, difference.path("comparedBytes").asLong(), found);
  }

  @Command(
      name = "sync",
      description = "Brings a node's copy up to date now, although that is to be delayed.",
      mixinStandardHelpOptions = true)
  void sync(
      @Mixin Control control,
      @Parameters(index = "0", paramLabel = "SERVICE") String service,
      @Parameters(index = "1", paramLabel = "NODE") String node)
      throws IOException {
    order(control, service, "sync", node);
  }

  @Command(
      name = "accept-loss",
      description =
          "Goes on with a node's older copy, of a service that is offline and whose copies in sync"
              + " are gone for good. What only they had is lost.",
      mixinStandardHelpOptions = true)
  void acceptLoss(
      @Mixin Control control,
      @Parameters(index = "0", paramLabel = "SERVICE") String service,
      @Parameters(index = "1", paramLabel = "NODE") String node)
      throws IOException {
    order(control, service, "accept-loss", node);
  }

  @Command(
      name = "delete",
      description = "Deletes a service that is offline, with all its data.",
      mixinStandardHelpOptions = true)
  void delete(@Mixin Control control, @Parameters(paramLabel = "SERVICE") String service)
      throws IOException {
    order(control, service, "delete", "");
  }

  private static void order(Control control, String service, String action, String body)
      throws IOException {
    control.order("/v1/services/" + service + "/" + action, body);
  }

  static void print(ClusterReport cluster, PrintWriter out) {
    Columns columns = new Columns("SERVICE", "STATE", "ON", "IN SYNC", "REPLICAS", "ADDRESSES");
    for (ServiceReport service : cluster.services()) {
      columns.add(
          service.specification().name(),
          state(service),
          Columns.orDash(service.primary()),
          Columns.orDash(String.join(",", service.inSync())),
          String.join(",", service.replicas()),
          String.join(" ", service.specification().addresses()));
    }
    columns.print(out);
  }

  private static String state(ServiceReport service) {
    if (!service.moveTo().isEmpty()) {
      return "moving to " + service.moveTo();
    }
    boolean served = !service.primary().isEmpty();
    if (service.specification().online()) {
      return served ? "online" : "waiting";
    }
    return served ? "stopping" : "offline";
  }
}
