package io.havenfs.replication;

import java.util.function.IntSupplier;

/**
 * Whose turn it is to be synchronised on one node, for all copies on it. A synchronisation has a
 * turn at giving on the primary's node from its first entry to its end, and one at taking on the
 * other while file data is fetched. Who takes has somebody who gives, so nobody waits in a circle.
 *
 * @param giving of peers that are brought up to date from this node
 * @param taking of copies on this node that are brought up to date
 */
public record SyncTurns(Turns giving, Turns taking) {
  /** So many at a time, each way. */
  public static SyncTurns atOnce(IntSupplier number) {
    return new SyncTurns(new Turns(number), new Turns(number));
  }

  /** Everybody at once. */
  public static SyncTurns unlimited() {
    return atOnce(() -> Integer.MAX_VALUE);
  }
}
