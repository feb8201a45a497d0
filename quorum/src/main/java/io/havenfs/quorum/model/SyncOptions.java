package io.havenfs.quorum.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How a replica of a service is brought up to date.
 *
 * @param bytesPerSecond the most that a resynchronisation moves; {@link #UNLIMITED}
 * @param delayed whether a returning replica waits for a command before it resynchronises
 * @param compareEvery how often replicas are compared in the background; absent: on command only
 */
public record SyncOptions(long bytesPerSecond, boolean delayed, Optional<Duration> compareEvery) {
  /** No throttle. */
  public static final long UNLIMITED = 0;

  /** At once, as fast as it goes, compared on command. */
  public static final SyncOptions DEFAULT = new SyncOptions(UNLIMITED, false, Optional.empty());

  public SyncOptions {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("the throttle is not negative");
    }
    if (compareEvery.isPresent() && !compareEvery.get().isPositive()) {
      throw new IllegalArgumentException("the time between comparisons is positive");
    }
  }
}
