package io.havenfs.cli;

import io.havenfs.host.disk.DiskLockedException;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.node.config.ConfigException;
import io.havenfs.node.store.FileFailures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong; only what should never happen shows a stack trace. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (e) {
      case ConfigException wrong -> err.println("havenfs: " + wrong.getMessage());
      case ExportsException wrong -> err.println("havenfs: " + wrong.getMessage());
      case DiskLockedException locked ->
          err.println("havenfs: the store is in use: " + locked.getMessage());
      case FileSystemException file -> err.println("havenfs: " + describe(file));
      case IOException failed -> err.println("havenfs: " + failed.getMessage());
      default -> {
        err.println("havenfs: internal error, please report it: " + e);
        e.printStackTrace(err);
      }
    }
    return e instanceof ConfigException || e instanceof ExportsException
        ? ExitCode.USAGE
        : ExitCode.FAILED;
  }

  /** A wrong flag or argument: the message names it; the whole usage would bury it. */
  static int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("havenfs: " + e.getMessage());
    command.getErr().println("try: " + name + " --help");
    return ExitCode.USAGE;
  }

  private static String describe(FileSystemException e) {
    return e.getFile() + ": " + FileFailures.reason(e);
  }
}
