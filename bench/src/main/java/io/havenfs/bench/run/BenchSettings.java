package io.havenfs.bench.run;

import io.havenfs.bench.BenchException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What to run against which server.
 *
 * @param server where NFS is served
 * @param mountPort where MOUNT is served, on the same host
 * @param export the exported path; the load makes a directory of its own in it
 * @param version the version of NFS
 * @param works names of works, see {@link io.havenfs.bench.work.Works}
 * @param connections TCP connections
 * @param depth requests in flight on each
 * @param seconds how long each work is measured
 * @param size bytes per READ and WRITE
 * @param pids processes whose CPU time is measured; empty for none
 * @param keep whether what the works made stays on the server
 */
public record BenchSettings(
    InetSocketAddress server,
    int mountPort,
    String export,
    Version version,
    List<String> works,
    int connections,
    int depth,
    int seconds,
    int size,
    List<Long> pids,
    boolean keep) {
  /** The largest {@link #size}. */
  public static final int MAX_SIZE = 1 << 20;

  private static final int MAX_CONNECTIONS = 1024;
  private static final int MAX_DEPTH = 200;
  private static final int MAX_SECONDS = 3600;

  /** Checks the limits. */
  public BenchSettings {
    works = List.copyOf(works);
    pids = List.copyOf(pids);
    requireWithin("connections", connections, MAX_CONNECTIONS);
    requireWithin("depth", depth, MAX_DEPTH);
    requireWithin("seconds", seconds, MAX_SECONDS);
    requireWithin("size", size, MAX_SIZE);
  }

  private static void requireWithin(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new BenchException(name + " must be 1.." + max + ", not " + value);
    }
  }
}
