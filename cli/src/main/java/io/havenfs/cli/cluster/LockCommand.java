package io.havenfs.cli.cluster;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code havenfs lock}. */
@Command(
    name = "lock",
    description = "Takes locks away.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class LockCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "lock: a command is missing");
  }

  @Command(
      name = "break",
      description = {
        "Takes from clients what they have locked in a file, and opens that deny something to",
        "others; they are told so. For a server without a cluster leave SERVICE out."
      },
      mixinStandardHelpOptions = true)
  void breakLocks(
      @Mixin Control control,
      @Option(
              names = "--client",
              paramLabel = "CLIENT",
              defaultValue = "",
              description = "Only this client's.")
          String client,
      @Parameters(
              arity = "1..2",
              paramLabel = "[SERVICE] PATH",
              hideParamSyntax = true,
              description = "The file, from the root of the service.")
          List<String> words)
      throws IOException {
    FilePlace place = FilePlace.parse(control, words);
    if (place.path().isEmpty()) {
      throw control.wrong("which file? PATH begins with a slash");
    }
    control.order("/v1/break", place.request(client));
  }
}
