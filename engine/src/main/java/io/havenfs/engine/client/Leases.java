package io.havenfs.engine.client;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/**
 * The renewal clocks of all clients. Volatile: a client of which nothing was heard since this
 * replica began to serve counts from that moment, so every takeover gives a full lease.
 * Thread-safe. Times are nanoseconds of one monotonic clock.
 */
public final class Leases {
  private final ConcurrentHashMap<Long, Lease> clocks = new ConcurrentHashMap<>();
  private final long leaseNanos;
  private final long servingSince;

  /** Clocks that start at {@code servingSince}. */
  public Leases(Duration lease, long servingSince) {
    this.leaseNanos = lease.toNanos();
    this.servingSince = servingSince;
  }

  /** The clock of a client. */
  public Lease of(long clientId) {
    Lease known = clocks.get(clientId);
    return known != null ? known : clocks.computeIfAbsent(clientId, id -> new Lease(servingSince));
  }

  /** Whether the client has been silent for longer than a lease. */
  public boolean expired(long clientId, long now) {
    return of(clientId).idle(now) > leaseNanos;
  }

  /** Drops the clocks of clients that {@code exists} does not know. */
  public void retain(LongPredicate exists) {
    clocks.keySet().removeIf(id -> !exists.test(id));
  }
}
