package io.havenfs.engine.client.owner;

import io.havenfs.engine.client.Stored;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What version 4.0 clients had until it was taken from them, so that they can be told: EXPIRED or
 * ADMIN_REVOKED, and not that what they name never was (RFC 7530 §9.6.3). Stateids and client ids
 * come from one source of numbers; a client id stands here with the counter 0, which no state has.
 * Stateless; changes on the sequencer.
 */
public final class Revoked {
  /** How many are remembered; at this limit all are forgotten, and the next begin anew. */
  static final int MAX_REMEMBERED = 16_384;

  /** Why something was taken away. */
  public enum Cause {
    /** The client was silent, and somebody else wanted it. */
    LEASE,
    /** An operator wanted it so. */
    OPERATOR
  }

  static final Table<ClosedKey, Cause> REVOKED =
      new Table<>(
          36,
          "revoked-states",
          ClosedKey.CODEC,
          Stored.codec(
              (cause, out) -> out.writeBoolean(cause == Cause.OPERATOR),
              in -> in.readBoolean() ? Cause.OPERATOR : Cause.LEASE),
          Residence.RESIDENT);

  private Revoked() {}

  /** The client lost everything. */
  public static void add(Transaction tx, long clientId) {
    add(tx, clientId, 0, Cause.LEASE); // whatever the cause, it is told of clients the same
  }

  /** A client lost this state. */
  public static void add(Transaction tx, long fileId, int counter, Cause cause) {
    List<ClosedKey> known = new ArrayList<>();
    ClosedKey first = new ClosedKey(0, 0);
    tx.scan(REVOKED, first, (key, at) -> known.add(key) && known.size() < MAX_REMEMBERED);
    if (known.size() >= MAX_REMEMBERED) {
      known.forEach(key -> tx.delete(REVOKED, key));
    }
    tx.put(REVOKED, new ClosedKey(fileId, counter), cause);
  }

  /** Whether a client with this id lost everything. */
  public static boolean contains(View view, long clientId) {
    return cause(view, clientId, 0) != null;
  }

  /** Why a client lost this state; null if none did. */
  public static @Nullable Cause cause(View view, long fileId, int counter) {
    return view.get(REVOKED, new ClosedKey(fileId, counter));
  }
}
