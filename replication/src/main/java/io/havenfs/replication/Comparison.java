package io.havenfs.replication;

import java.util.Map;

/**
 * The outcome of a comparison.
 *
 * @param peers by peer
 */
public record Comparison(Map<String, Difference> peers) {
  public Comparison {
    peers = Map.copyOf(peers);
  }

  /**
   * How a peer's copy differed.
   *
   * @param comparedBytes bytes of rows and file data compared
   * @param differentRows rows that differed; the peer is synchronised from scratch then
   * @param differentBlocks blocks of file data that differed; the peer fetches them, and is out of
   *     the in-sync set until it has
   */
  public record Difference(long comparedBytes, long differentRows, long differentBlocks) {}
}
