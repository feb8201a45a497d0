package io.havenfs.engine.client.open;

import io.havenfs.engine.client.Stored;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator took from clients that have sessions, until they acknowledge it with
 * FREE_STATEID or close the file: until then SEQUENCE says so (RFC 8881 §8.5, §18.46.3), though not
 * for ever. Rows of clients that lose nothing cost nothing. Stateless; changes on the sequencer.
 */
public final class TakenStates {
  /** How many may wait for one client's acknowledgement. */
  static final int MAX_PER_CLIENT = 16_384;

  /** With the time when it was taken. */
  static final Table<ClientStateKey, Long> TAKEN =
      new Table<>(49, "taken-states", StateTables.CLIENT_STATE_KEY, Stored.ID, Residence.RESIDENT);

  private TakenStates() {}

  /**
   * Whether something was taken from the client after {@code since}, nanoseconds since the epoch,
   * which it has yet to acknowledge. Any thread.
   */
  public static boolean any(View view, long clientId, long since) {
    boolean[] found = new boolean[1];
    view.scan(
        TAKEN,
        new ClientStateKey(clientId, 0, 0),
        (key, at) -> {
          boolean theirs = key.clientId() == clientId;
          found[0] = theirs && at > since;
          return theirs && !found[0];
        });
    return found[0];
  }

  /** Whether the client may have {@code count} more that wait for its acknowledgement. */
  public static boolean hasRoom(View view, long clientId, int count) {
    return of(view, clientId).size() + count <= MAX_PER_CLIENT;
  }

  /** Forgets all of a client that goes itself. */
  public static void forgetAll(Transaction tx, long clientId) {
    of(tx, clientId).forEach(key -> tx.delete(TAKEN, key));
  }

  /** Takes note of something that was taken from the client. */
  public static void add(Transaction tx, long clientId, Stateid stateid) {
    tx.put(TAKEN, key(clientId, stateid), tx.now());
    tx.require(Durability.DISK);
  }

  /** The client has closed the file: what was taken of it there is of no use to it any more. */
  static void closed(Transaction tx, long clientId, long fileId) {
    of(tx, clientId).stream()
        .filter(key -> key.fileId() == fileId)
        .forEach(key -> tx.delete(TAKEN, key));
  }

  static boolean contains(View view, long clientId, Stateid stateid) {
    return view.get(TAKEN, key(clientId, stateid)) != null;
  }

  /** The client has acknowledged that this was taken; returns whether it was. */
  static boolean forget(Transaction tx, long clientId, Stateid stateid) {
    boolean known = contains(tx, clientId, stateid);
    if (known) {
      tx.delete(TAKEN, key(clientId, stateid));
    }
    return known;
  }

  private static List<ClientStateKey> of(View view, long clientId) {
    List<ClientStateKey> keys = new ArrayList<>();
    view.scan(
        TAKEN,
        new ClientStateKey(clientId, 0, 0),
        (key, none) -> key.clientId() == clientId && keys.add(key));
    return keys;
  }

  private static ClientStateKey key(long clientId, Stateid stateid) {
    return new ClientStateKey(clientId, stateid.fileId(), stateid.counter());
  }
}
