package io.havenfs.cli;

/** What the command's exit code means. */
final class ExitCode {
  /** Did what was asked. */
  static final int OK = 0;

  /** Could not do it; standard error says why. */
  static final int FAILED = 1;

  /** The command line or the configuration is wrong; standard error names flag or key and value. */
  static final int USAGE = 2;

  /** The server stopped by itself because it could not go on safely (EX_SOFTWARE). */
  static final int FAULT = 70;

  private ExitCode() {}
}
