package io.havenfs.cli;

import io.havenfs.cli.cluster.ClientCommand;
import io.havenfs.cli.cluster.ClientsCommand;
import io.havenfs.cli.cluster.ClusterCommand;
import io.havenfs.cli.cluster.LockCommand;
import io.havenfs.cli.cluster.LocksCommand;
import io.havenfs.cli.cluster.NodeCommand;
import io.havenfs.cli.cluster.ServiceCommand;
import io.havenfs.cli.demo.DemoCommand;
import io.havenfs.node.config.LogSettings;
import io.havenfs.node.logging.LogSetup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the {@code havenfs} command. */
@Command(
    name = "havenfs",
    description = "A highly available NFS server.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      ServeCommand.class,
      StatusCommand.class,
      ClusterCommand.class,
      NodeCommand.class,
      ServiceCommand.class,
      ClientsCommand.class,
      ClientCommand.class,
      LocksCommand.class,
      LockCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      VersionCommand.class
    },
    footer = {
      "",
      "Also: havenfs test [...] runs the tests from a source tree.",
      "Exit codes: 0 done, 1 failed, 2 wrong command line or configuration,",
      "70 the server stopped because it could not go on safely."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs the command line and exits with its status. */
  public static void main(String[] args) {
    LogSetup.apply(new LogSettings(LogSettings.Level.WARN, LogSettings.Format.TEXT));
    System.exit(commandLine().execute(args));
  }

  /** The command with all subcommands. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(new Failures())
        .setParameterExceptionHandler(Failures::wrongUsage)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
