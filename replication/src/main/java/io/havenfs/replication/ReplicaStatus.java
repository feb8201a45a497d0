package io.havenfs.replication;

import java.util.Map;
import java.util.Optional;

/**
 * A copy's state at one instant.
 *
 * @param role what it does
 * @param epoch the newest epoch it knows
 * @param lastSn the last entry in its log
 * @param committedSn the last entry it knows to be committed
 * @param stateLost whether entries of memory durability may have been lost at the last start, and
 *     nobody has made up for that yet: a copy without this should lead in its stead
 * @param synchronising how far it has got, when it is being brought up to date
 * @param peers on a primary, how its peers are doing
 */
public record ReplicaStatus(
    Role role,
    long epoch,
    long lastSn,
    long committedSn,
    boolean stateLost,
    Optional<Progress> synchronising,
    Map<String, PeerStatus> peers) {
  public ReplicaStatus {
    peers = Map.copyOf(peers);
  }

  /** What a copy does. */
  public enum Role {
    /** Nothing: it was told nothing yet. */
    IDLE,
    /** Obeys a primary. */
    FOLLOWING,
    /** Named as the primary; the inherited tail is not committed yet. */
    RECONCILING,
    /** Decides. */
    LEADING
  }

  /**
   * How a peer is doing.
   *
   * @param outstandingBytes sent to it in this connection and not acknowledged yet
   * @param fetchedBytes file data that it fetched since it is connected
   */
  public record PeerStatus(
      Connection connection,
      long acknowledgedSn,
      long outstandingBytes,
      long fetchedBytes,
      Optional<Progress> synchronising) {}

  /** What there is between a primary and a peer. */
  public enum Connection {
    ABSENT,
    /** Connected, not up to date. */
    SYNCHRONISING,
    /** Up to date; its acknowledgements count. */
    IN_SYNC
  }

  /**
   * How far a synchronisation has got.
   *
   * @param entriesLeft entries of the log that are missing
   * @param bytesLeft file data still to be fetched, as far as known
   * @param bytesDone file data fetched
   * @param bytesPerSecond at which rate, lately
   */
  public record Progress(long entriesLeft, long bytesLeft, long bytesDone, long bytesPerSecond) {
    /** Seconds that are left at this rate; empty when nothing moves. */
    public Optional<Long> secondsLeft() {
      return bytesPerSecond == 0 ? Optional.empty() : Optional.of(bytesLeft / bytesPerSecond);
    }
  }
}
