package io.havenfs.quorum.model;

import java.time.Duration;

/** How long a node may be silent before it counts as dead: also the length of its lease. */
public enum DeadAfter {
  /** For networks and machines that do not pause. */
  FAST(Duration.ofSeconds(1)),
  /** The default. */
  NORMAL(Duration.ofSeconds(2)),
  /** For machines that pause, such as crowded virtual ones. */
  SLOW(Duration.ofSeconds(10));

  private static final int HEARTBEATS = 10;

  private final Duration duration;

  DeadAfter(Duration duration) {
    this.duration = duration;
  }

  /** The silence. */
  public Duration duration() {
    return duration;
  }

  /** How often a node sends a heartbeat. */
  public Duration heartbeatEvery() {
    return duration.dividedBy(HEARTBEATS);
  }
}
