package io.havenfs.host.address;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Ports for processes that are started, killed and started again on one machine. They are from
 * below the range from which Linux takes the ports of outgoing connections: one from there may be
 * such a connection's while its owner is away.
 */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int END = 32_768;
  private static final int TRIES = 1_000;

  private FreePort() {}

  /** A TCP port of {@code ip} on which nobody listens now. Thread-safe. */
  public static int of(InetAddress ip) throws IOException {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int left = TRIES; left > 0; left--) {
      int port = random.nextInt(FIRST, END);
      try (ServerSocket socket = new ServerSocket(port, 1, ip)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // Another one, then.
      }
    }
    throw new IOException("no free port on " + ip + " from " + FIRST + " to " + END);
  }
}
