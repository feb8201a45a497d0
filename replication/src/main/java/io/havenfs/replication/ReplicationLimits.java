package io.havenfs.replication;

import io.havenfs.engine.data.FileRanges;
import java.time.Duration;

/**
 * Replication's named limits.
 *
 * @param lag how long a peer in sync may owe an acknowledgement before its removal is proposed
 * @param proposalRetry after which time a proposal that brought nothing is made again
 * @param redial after which time a peer that cannot be reached is tried again
 * @param outstandingBytes sent to a peer and not acknowledged; more waits, and so do new changes
 * @param catchUpBytes sent from the log to a peer that is behind and not acknowledged
 * @param fetchBytes file data a copy that is behind asks for at a time
 * @param syncBytesPerSecond throttle of a synchronisation's file data, 0 for none
 */
public record ReplicationLimits(
    Duration lag,
    Duration proposalRetry,
    Duration redial,
    long outstandingBytes,
    long catchUpBytes,
    int fetchBytes,
    long syncBytesPerSecond) {
  private static final long MEBI = 1L << 20;

  /** Limits that suit a local network. */
  public static final ReplicationLimits DEFAULT =
      new ReplicationLimits(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          64 * MEBI,
          8 * MEBI,
          1 << 20,
          0);

  public ReplicationLimits {
    if (outstandingBytes < 1 || catchUpBytes < 1 || syncBytesPerSecond < 0) {
      throw new IllegalArgumentException("replication limits must be positive");
    }
    if (fetchBytes < 1 || fetchBytes % FileRanges.BLOCK_BYTES != 0) {
      throw new IllegalArgumentException("fetchBytes must be whole blocks: " + fetchBytes);
    }
  }

  /** The same with another patience with peers that owe acknowledgements. */
  public ReplicationLimits withLag(Duration patience) {
    return new ReplicationLimits(
        patience,
        proposalRetry,
        redial,
        outstandingBytes,
        catchUpBytes,
        fetchBytes,
        syncBytesPerSecond);
  }

  /** The same with a throttle. */
  public ReplicationLimits withSyncBytesPerSecond(long bytes) {
    return new ReplicationLimits(
        lag, proposalRetry, redial, outstandingBytes, catchUpBytes, fetchBytes, bytes);
  }
}
