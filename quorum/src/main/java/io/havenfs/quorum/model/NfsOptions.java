package io.havenfs.quorum.model;

import java.util.List;

/**
 * How a service's NFS behaves, on whichever node.
 *
 * @param versions which are offered, in the daemon's words ("3", "4.1", "4.2"); empty: all
 * @param leaseSeconds how long a client's NFSv4 state holds without renewal
 * @param graceSeconds how long only reclaims are served after state was lost
 */
public record NfsOptions(List<String> versions, int leaseSeconds, int graceSeconds) {
  /** All versions, 90 seconds of lease and of grace. */
  public static final NfsOptions DEFAULT = new NfsOptions(List.of(), 90, 90);

  public NfsOptions {
    versions = List.copyOf(versions);
    if (leaseSeconds < 1 || graceSeconds < 0) {
      throw new IllegalArgumentException("the lease is at least a second, the grace period 0");
    }
  }
}
