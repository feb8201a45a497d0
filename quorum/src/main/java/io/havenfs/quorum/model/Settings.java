package io.havenfs.quorum.model;

import java.time.Duration;

/**
 * The cluster's settings.
 *
 * @param lagLimit how long a replica may leave entries without acknowledgement before the primary
 *     proposes its removal
 * @param syncsAtOnce how many synchronisations a node takes part in at a time, each way
 */
public record Settings(DeadAfter deadAfter, Duration lagLimit, int syncsAtOnce) {
  /** The most synchronisations at a time. */
  public static final int MAX_SYNCS_AT_ONCE = 1000;

  /** What a new cluster has. */
  public static final Settings DEFAULT = new Settings(DeadAfter.NORMAL, Duration.ofMillis(500), 1);

  public Settings {
    if (!lagLimit.isPositive()) {
      throw new IllegalArgumentException("the limit of lag is positive");
    }
    if (syncsAtOnce < 1 || syncsAtOnce > MAX_SYNCS_AT_ONCE) {
      throw new IllegalArgumentException(
          "between 1 and " + MAX_SYNCS_AT_ONCE + " synchronisations at once");
    }
  }

  /** The same with another patience with silent nodes. */
  public Settings withDeadAfter(DeadAfter patience) {
    return new Settings(patience, lagLimit, syncsAtOnce);
  }
}
