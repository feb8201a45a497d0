package io.havenfs.interop;

import java.nio.file.Path;

/**
 * A server in a process of its own, on a store that outlives the process.
 *
 * <p>Used by one test thread.
 */
interface ServerProcess extends AutoCloseable {
  /** Starts it on its store; returns once it serves. */
  void start();

  /** SIGKILL; returns once the process is gone. */
  void kill();

  /** SIGTERM; returns once the process has gone by itself, and fails if it takes too long. */
  void stop();

  /** From the next start on the machine has been booted anew, as far as the server can tell. */
  void reboot();

  /** What mounts: host, port (of NFS and MOUNT) and path. */
  Endpoint endpoint();

  /** Kills it if it runs. */
  @Override
  void close();

  /**
   * Where a server is.
   *
   * @param port where NFS is served
   * @param mountPort where MOUNT is served
   * @param path the export
   */
  record Endpoint(String host, int port, int mountPort, String path) {}

  /** The server that this run judges, not started yet; logs and store go below the folder. */
  static ServerProcess underTest(Network network, Path folder) {
    String which = System.getProperty("interop.server", "havenfs");
    return switch (which) {
      case "havenfs" -> new HavenFsProcess(network, folder);
      case "ganesha" -> new GaneshaProcess(network, folder);
      default -> throw new IllegalArgumentException("interop.server=" + which);
    };
  }
}
