package io.havenfs.cli.cluster;

import io.havenfs.node.clients.DeskRequest;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havenfs client}. */
@Command(
    name = "client",
    description = "Takes from clients what they hold.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ClientCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "client: a command is missing");
  }

  @Command(
      name = "evict",
      description = {
        "Takes all opens and locks from a client, which is told so; one that has been silent for",
        "longer than its lease is forgotten. For a server without a cluster leave SERVICE out."
      },
      mixinStandardHelpOptions = true)
  void evict(
      @Mixin Control control,
      @Parameters(
              arity = "1..2",
              paramLabel = "[SERVICE] CLIENT",
              hideParamSyntax = true,
              description = "As 'havenfs clients' shows it.")
          List<String> words)
      throws IOException {
    boolean named = words.size() > 1;
    control.order("/v1/evict", new DeskRequest(named ? words.getFirst() : "", "", words.getLast()));
  }
}
