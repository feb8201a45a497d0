package io.havenfs.engine.client.roster;

import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.List;
import java.util.function.Predicate;

/**
 * The clients of one kind. Reading works on any view on any thread; what is shown of a view that
 * changes meanwhile need not be of one moment. Changes on the sequencer.
 */
public interface Roster {
  /** All clients of this kind. */
  List<ListedClient> clients(View view);

  /** All that these clients have locked or deny to others. */
  List<HeldLock> locks(View view);

  /**
   * Takes everything from a client that holds others up, so that it learns of it where its protocol
   * can tell it; one that has been silent for longer than its lease is forgotten. On disk before
   * anybody profits.
   *
   * @return whether the client is one of this kind
   */
  boolean evict(Transaction tx, String client);

  /**
   * Takes from the clients that {@code whose} names what they have locked in a file and what they
   * deny to others there. On disk before anybody profits.
   *
   * @return how many locks and denials were taken
   */
  int breakLocks(Transaction tx, long fileId, Predicate<String> whose);
}
