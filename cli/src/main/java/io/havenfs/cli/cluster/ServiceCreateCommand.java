package io.havenfs.cli.cluster;

import io.havenfs.node.control.ServiceDescription;
import io.havenfs.node.control.StorageDescription;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code havenfs service create}. */
@Command(
    name = "create",
    description = "Makes a new, empty service; it goes online at once.",
    mixinStandardHelpOptions = true)
final class ServiceCreateCommand implements Callable<Integer> {
  @Mixin private Control control = new Control();

  @Parameters(paramLabel = "SERVICE", description = "The new service's name.")
  private String name = "";

  @Option(
      names = "--address",
      required = true,
      paramLabel = "IP[/PREFIX[%DEV]][:PORT]",
      description = {
        "What clients mount; repeatable. With a prefix the serving node adds it to the device.",
        "The port is 2049 if not given."
      })
  private List<String> addresses = List.of();

  @Option(
      names = "--node",
      required = true,
      paramLabel = "NODE",
      description = "Where it may be, preferred first; repeatable.")
  private List<String> nodes = List.of();

  @Option(
      names = "--copies",
      paramLabel = "N",
      description = "How many of the nodes hold its data, the first ones. Default: 2, or 1 of 1.")
  private int copies;

  @Option(
      names = "--storage",
      paramLabel = "replicated|shared:/PATH",
      defaultValue = "replicated",
      description = "Copies on the nodes' own disks (default), or one directory they all reach.")
  private String storage = "";

  @Option(
      names = "--acquire",
      paramLabel = "PROGRAM",
      defaultValue = "",
      description = "Makes the shared directory reachable; in each node's DIR/commands.")
  private String acquire = "";

  @Option(
      names = "--release",
      paramLabel = "PROGRAM",
      defaultValue = "",
      description = "Undoes that.")
  private String release = "";

  @Option(
      names = "--fence",
      paramLabel = "PROGRAM",
      defaultValue = "",
      description = "Cuts another node off from the shared directory, for certain.")
  private String fence = "";

  @Option(
      names = "--command-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long each of these may take. Default: ${DEFAULT-VALUE}.")
  private long commandSeconds;

  @Option(
      names = "--export",
      paramLabel = "'PATH CLIENT(OPTIONS)'",
      defaultValue = "/ *(rw)",
      description = "A line of exports(5); repeatable. Default: '${DEFAULT-VALUE}'.")
  private List<String> exports = List.of();

  @Option(names = "--offline", description = "Leaves it offline.")
  private boolean offline;

  @Option(
      names = "--automatic-fallback",
      description = "Goes back by itself to a node named earlier, when that has caught up.")
  private boolean fallback;

  @Override
  public Integer call() throws IOException {
    StorageDescription where;
    try {
      where = StorageDescription.parse(storage, acquire, release, fence, commandSeconds);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    control.order(
        "/v1/services/" + name + "/create",
        ServiceDescription.usual(
                name,
                addresses,
                exports,
                nodes,
                copies == 0 ? ServiceDescription.usualCopies(nodes) : copies,
                !offline,
                fallback)
            .in(where));
    return 0;
  }
}
