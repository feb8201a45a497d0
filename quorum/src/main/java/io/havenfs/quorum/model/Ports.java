package io.havenfs.quorum.model;

/** TCP ports. */
final class Ports {
  private static final int MAX = 0xffff;

  private Ports() {}

  static int checked(String what, int port) {
    if (port < 1 || port > MAX) {
      throw new IllegalArgumentException(what + " " + port + " is not from 1 to " + MAX);
    }
    return port;
  }
}
