package io.havenfs.quorum.model;

import java.time.Duration;

/**
 * The cluster's settings.
 *
 * @param lagLimit how long a replica may leave entries without acknowledgement before the primary
 *     proposes its removal
 */
public record Settings(DeadAfter deadAfter, Duration lagLimit) {
  /** What a new cluster has. */
  public static final Settings DEFAULT = new Settings(DeadAfter.NORMAL, Duration.ofMillis(500));

  public Settings {
    if (!lagLimit.isPositive()) {
      throw new IllegalArgumentException("the limit of lag is positive");
    }
  }
}
