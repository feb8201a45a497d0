package io.havenfs.engine.client;

import java.time.Duration;

/**
 * What clients may hold, and for how long.
 *
 * @param clients client records, confirmed or not
 * @param sessionsPerClient sessions of one client
 * @param slotsPerSession slots of one session: requests that it can have in flight
 * @param rememberedBytes replies that all sessions together may have remembered; a session gets
 *     fewer slots than it asks for when little is left
 * @param statesPerClient opens and lock holders of one client
 * @param locksPerFile byte ranges locked in one file
 * @param lease how long a client may stay silent before others may take what it holds
 * @param courtesy how long a silent client keeps its state when nobody wants what it holds
 */
public record ClientLimits(
    int clients,
    int sessionsPerClient,
    int slotsPerSession,
    long rememberedBytes,
    int statesPerClient,
    int locksPerFile,
    Duration lease,
    Duration courtesy) {

  /** Long enough for the Linux client, which renews every two thirds of a lease. */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(90);

  /** The limits of a service of which nothing else is known. */
  public static final ClientLimits DEFAULT =
      new ClientLimits(
          10_000, 64, 128, 256L << 20, 200_000, 20_000, DEFAULT_LEASE, Duration.ofHours(24));

  public ClientLimits {
    if (clients < 1
        || sessionsPerClient < 1
        || slotsPerSession < 1
        || rememberedBytes < 1
        || statesPerClient < 1
        || locksPerFile < 1) {
      throw new IllegalArgumentException("a limit of clients is below 1");
    }
    if (lease.isNegative() || lease.isZero() || courtesy.compareTo(lease) < 0) {
      throw new IllegalArgumentException("lease must be positive and courtesy not shorter");
    }
  }

  /** The same with another lease (and a courtesy not shorter than it). */
  public ClientLimits withLease(Duration newLease) {
    return new ClientLimits(
        clients,
        sessionsPerClient,
        slotsPerSession,
        rememberedBytes,
        statesPerClient,
        locksPerFile,
        newLease,
        courtesy.compareTo(newLease) < 0 ? newLease : courtesy);
  }
}
