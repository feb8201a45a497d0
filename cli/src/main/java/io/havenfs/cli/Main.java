package io.havenfs.cli;

/** Entry point of the {@code havenfs} command. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its status. */
  public static void main(String[] args) {
    System.out.println("havenfs");
  }
}
