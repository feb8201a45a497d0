package io.havenfs.engine.client.open;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator took from clients that have sessions, until they acknowledge it with
 * FREE_STATEID: until then every SEQUENCE says so (RFC 8881 §8.5, §18.46.3). Rows of clients that
 * lose nothing cost nothing. Stateless; changes on the sequencer.
 */
public final class TakenStates {
  /** How many may wait for one client's acknowledgement. */
  static final int MAX_PER_CLIENT = 16_384;

  static final Table<ClientStateKey, Bytes> TAKEN =
      new Table<>(
          49,
          "taken-states",
          StateTables.CLIENT_STATE_KEY,
          StateTables.NOTHING,
          Residence.RESIDENT);

  private TakenStates() {}

  /** Whether the client has yet to acknowledge that something was taken from it. Any thread. */
  public static boolean any(View view, long clientId) {
    boolean[] found = new boolean[1];
    view.scan(
        TAKEN,
        new ClientStateKey(clientId, 0, 0),
        (key, none) -> {
          found[0] = key.clientId() == clientId;
          return false;
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
    tx.put(TAKEN, key(clientId, stateid), Bytes.EMPTY);
    tx.require(Durability.DISK);
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
