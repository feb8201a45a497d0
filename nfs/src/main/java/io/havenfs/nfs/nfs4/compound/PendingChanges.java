package io.havenfs.nfs.nfs4.compound;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many changes of a client wait to be committed. Clients share counters, so a count can be too
 * high, never too low. Thread-safe.
 */
final class PendingChanges {
  private static final int COUNTERS = 1024;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(COUNTERS);

  void began(long clientId) {
    counts.incrementAndGet(index(clientId));
  }

  void ended(long clientId) {
    counts.decrementAndGet(index(clientId));
  }

  boolean any(long clientId) {
    return counts.get(index(clientId)) > 0;
  }

  private static int index(long clientId) {
    return Long.hashCode(clientId) & (COUNTERS - 1);
  }
}
