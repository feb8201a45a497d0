package io.havenfs.simulation.client;

import java.util.ArrayList;
import java.util.List;

/** A lock that a host had, and what became of it. */
final class Hold {
  private final HostLock lock;
  private final String opener;
  private final long askedAt;
  private final List<Long> reclaims = new ArrayList<>();
  private long end = Long.MAX_VALUE;

  /**
   * @param askedAt when the request was sent that it was given for
   */
  Hold(HostLock lock, String opener, long askedAt) {
    this.lock = lock;
    this.opener = opener;
    this.askedAt = askedAt;
  }

  HostLock lock() {
    return lock;
  }

  String opener() {
    return opener;
  }

  long askedAt() {
    return askedAt;
  }

  /** It was given back after a loss of state, to a request that was sent then. */
  void reclaimed(long sentAt) {
    reclaims.add(sentAt);
  }

  /** The host has it no more, and knows it. */
  void ended(long now) {
    end = Math.min(end, now);
  }

  long end() {
    return end;
  }

  /** Whether a loss of state may have taken it away for good. */
  boolean mayBeLostAt(long loss) {
    return askedAt < loss && loss < end && reclaims.stream().noneMatch(sent -> sent > loss);
  }
}
