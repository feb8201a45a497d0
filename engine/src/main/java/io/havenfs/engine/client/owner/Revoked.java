package io.havenfs.engine.client.owner;

import io.havenfs.engine.client.Stored;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * What version 4.0 clients had until it was taken from them, so that they can be told: EXPIRED, and
 * not that what they name never was (RFC 7530 §9.6.3). Stateids and client ids come from one source
 * of numbers; a client id stands here with the counter 0, which no state has. Stateless; changes on
 * the sequencer.
 */
public final class Revoked {
  /** How many are remembered; at this limit all are forgotten, and the next begin anew. */
  static final int MAX_REMEMBERED = 16_384;

  static final Table<ClosedKey, Long> REVOKED =
      new Table<>(36, "revoked-states", ClosedKey.CODEC, Stored.ID, Residence.RESIDENT);

  private Revoked() {}

  /** The client lost everything. */
  public static void add(Transaction tx, long clientId) {
    add(tx, clientId, 0);
  }

  /** A client lost this state. */
  public static void add(Transaction tx, long fileId, int counter) {
    List<ClosedKey> known = new ArrayList<>();
    ClosedKey first = new ClosedKey(0, 0);
    tx.scan(REVOKED, first, (key, at) -> known.add(key) && known.size() < MAX_REMEMBERED);
    if (known.size() >= MAX_REMEMBERED) {
      known.forEach(key -> tx.delete(REVOKED, key));
    }
    tx.put(REVOKED, new ClosedKey(fileId, counter), tx.now());
  }

  /** Whether a client with this id lost everything. */
  public static boolean contains(View view, long clientId) {
    return contains(view, clientId, 0);
  }

  /** Whether a client lost this state. */
  public static boolean contains(View view, long fileId, int counter) {
    return view.get(REVOKED, new ClosedKey(fileId, counter)) != null;
  }
}
