package io.havenfs.node.config;

import java.util.EnumSet;
import java.util.Set;

/**
 * The protocols.
 *
 * @param versions which are offered; at least one
 * @param leaseSeconds how long a client's NFSv4 state holds without renewal
 * @param graceSeconds how long only reclaims are served after state was lost
 */
public record NfsSettings(Set<NfsVersion> versions, int leaseSeconds, int graceSeconds) {
  /**
   * The shortest lease. Linux renews after two thirds of the lease but never sooner than after 5
   * seconds, so with a lease of 5 seconds it is too late; 10 leave more than 3 seconds for a
   * renewal to arrive.
   */
  public static final int MIN_LEASE_SECONDS = 10;

  /** The longest lease: a dead client's locks are kept from others for so long. */
  public static final int MAX_LEASE_SECONDS = 3600;

  /** As Linux's server. */
  public static final int DEFAULT_LEASE_SECONDS = 90;

  /** All versions but 2, 90 seconds of lease and of grace. */
  public static final NfsSettings DEFAULT =
      new NfsSettings(
          EnumSet.complementOf(EnumSet.of(NfsVersion.V2)),
          DEFAULT_LEASE_SECONDS,
          DEFAULT_LEASE_SECONDS);

  public NfsSettings {
    versions = Set.copyOf(versions);
  }
}
