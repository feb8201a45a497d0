package io.havenfs.cli.cluster;

import io.havenfs.node.config.ClusterFile;
import io.havenfs.node.config.ConfigException;
import io.havenfs.node.control.ClusterReport;
import io.havenfs.node.control.ClusterReport.FailoverReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havenfs cluster}. */
@Command(
    name = "cluster",
    description = "Looks after the cluster as a whole.",
    mixinStandardHelpOptions = true,
    subcommands = {
      Membership.Init.class,
      Membership.Token.class,
      Membership.Join.class,
      Membership.Leave.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class ClusterCommand implements Runnable {
  private static final int SHOWN_FAILOVERS = 5;
  private static final int SHOWN_EVENTS = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "cluster: a command is missing");
  }

  @Command(
      name = "status",
      description = "Shows nodes, services, the last failovers and events.",
      mixinStandardHelpOptions = true)
  void status(@Mixin Control control) throws IOException {
    if (control.json()) {
      control.out().print(control.clusterText());
      control.out().flush();
      return;
    }
    ClusterReport cluster = control.cluster();
    PrintWriter out = control.out();
    out.printf(
        "cluster %s, quorum led by %s, dead after: %s%n%n",
        cluster.clusterId(),
        cluster.leader().isEmpty() ? "nobody" : cluster.leader(),
        cluster.deadAfter().toLowerCase(Locale.ROOT));
    NodeCommand.print(cluster, out);
    out.println();
    ServiceCommand.print(cluster, out);
    printFailovers(cluster, out);
    printEvents(cluster, out);
    out.flush();
  }

  private static void printFailovers(ClusterReport cluster, PrintWriter out) {
    List<FailoverReport> all = cluster.failovers();
    if (all.isEmpty()) {
      return;
    }
    Columns columns = new Columns("FAILOVER", "SERVICE", "CAUSE", "FROM", "TO", "MILLISECONDS");
    for (FailoverReport each : all.subList(Math.max(0, all.size() - SHOWN_FAILOVERS), all.size())) {
      StringBuilder steps = new StringBuilder();
      each.stepMillis()
          .forEach((step, millis) -> steps.append("%s %.0f  ".formatted(word(step), millis)));
      columns.add(
          each.at(), each.service(), word(each.cause()), each.from(), each.to(), steps.toString());
    }
    out.println();
    columns.print(out);
  }

  private static void printEvents(ClusterReport cluster, PrintWriter out) {
    List<ClusterReport.EventReport> all = cluster.events();
    if (all.isEmpty()) {
      return;
    }
    Columns columns = new Columns("EVENT", "NODE", "SERVICE", "");
    for (var each : all.subList(Math.max(0, all.size() - SHOWN_EVENTS), all.size())) {
      columns.add(each.at(), each.node(), each.service(), each.text());
    }
    out.println();
    columns.print(out);
  }

  static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Command(
      name = "apply",
      description = {
        "Makes settings and services be as FILE says. The file is checked as a whole first, and",
        "the difference is shown; services that it does not name stay as they are."
      },
      mixinStandardHelpOptions = true)
  void apply(
      @Mixin Control control,
      @Parameters(paramLabel = "FILE", description = "YAML; see docs/operate.") Path file,
      @Option(names = "--dry-run", description = "Shows the difference and changes nothing.")
          boolean dryRun)
      throws IOException, ConfigException {
    List<Difference> differences = Difference.between(control.cluster(), ClusterFile.read(file));
    if (!differences.isEmpty()) {
      control.check(differences);
    }
    if (control.json()) {
      applyAsJson(control, differences, dryRun);
    } else {
      applyAsText(control, differences, dryRun);
    }
  }

  private static void applyAsText(Control control, List<Difference> differences, boolean dryRun)
      throws IOException {
    if (differences.isEmpty()) {
      control.out().println("nothing to change");
    }
    for (Difference each : differences) {
      control.out().println(each.text());
    }
    control.out().flush();
    if (!dryRun) {
      for (Difference each : differences) {
        control.order(each.path(), each.body());
      }
    }
  }

  private static void applyAsJson(Control control, List<Difference> differences, boolean dryRun)
      throws IOException {
    List<String> done = new ArrayList<>();
    if (!dryRun) {
      for (Difference each : differences) {
        done.add(control.done(each.path(), each.body()));
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("differences", differences.stream().flatMap(each -> each.text().lines()).toList());
    all.put("done", done);
    control.printJson(all);
  }
}
