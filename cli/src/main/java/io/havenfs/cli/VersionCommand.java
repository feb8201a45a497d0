package io.havenfs.cli;

import io.havenfs.node.BuildVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code havenfs version}. */
@Command(name = "version", description = "Tells the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable, IVersionProvider {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().getOut().println(getVersion()[0]);
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "havenfs "
          + BuildVersion.current()
          + " (Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
          + ")"
    };
  }
}
