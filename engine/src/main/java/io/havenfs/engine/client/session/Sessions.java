package io.havenfs.engine.client.session;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of sessions. Stateless; changes on the sequencer. */
public final class Sessions {
  private final int maxPerClient;
  private final long rememberedBytes;

  /**
   * At most {@code maxPerClient} sessions for one client, and at most {@code rememberedBytes} of
   * replies to be remembered for all.
   */
  public Sessions(int maxPerClient, long rememberedBytes) {
    this.maxPerClient = maxPerClient;
    this.rememberedBytes = rememberedBytes;
  }

  /** The session, or null when there is none with this id and nonce. */
  public @Nullable SessionRecord find(View view, long id, long nonce) {
    SessionRecord session = view.get(SessionTables.SESSIONS, id);
    return session != null && session.nonce() == nonce ? session : null;
  }

  /** The slot through which the client creates sessions. */
  public CreationSlot creationSlot(View view, long clientId) {
    return Objects.requireNonNullElse(
        view.get(SessionTables.CREATION_SLOTS, clientId), CreationSlot.INITIAL);
  }

  /** Whether the client has a session. */
  public boolean any(View view, long clientId) {
    return !of(view, clientId).isEmpty();
  }

  /** Whether the client may have one session more, on these terms. */
  public boolean hasRoom(View view, long clientId, SessionTerms terms) {
    return of(view, clientId).size() < maxPerClient
        && terms.fore().rememberedBytes() <= unpromised(view);
  }

  /** How many bytes of replies can still be promised to be remembered. */
  public long unpromised(View view) {
    return rememberedBytes - promised(view);
  }

  private static long promised(View view) {
    return Objects.requireNonNullElse(view.get(SessionTables.PROMISED, SessionTables.TOTAL), 0L);
  }

  private static void promise(Transaction tx, long more) {
    long total = Math.max(0, promised(tx) + more); // sessions may be older than the count
    if (total == 0) {
      tx.delete(SessionTables.PROMISED, SessionTables.TOTAL);
    } else {
      tx.put(SessionTables.PROMISED, SessionTables.TOTAL, total);
    }
  }

  /**
   * Creates a session and moves the client's creation slot to {@code sequence}. It is on disk
   * before the client hears of it: a client that still has its session also learns, over it, that
   * other state was lost.
   */
  public SessionRecord create(Transaction tx, long clientId, int sequence, SessionTerms terms) {
    SessionRecord session = new SessionRecord(tx.newId(), tx.random(), clientId, sequence, terms);
    tx.put(SessionTables.SESSIONS, session.id(), session);
    promise(tx, terms.fore().rememberedBytes());
    tx.put(
        SessionTables.CLIENT_SESSIONS, new ClientSessionKey(clientId, session.id()), Bytes.EMPTY);
    tx.put(
        SessionTables.CREATION_SLOTS, clientId, new CreationSlot(sequence, Optional.of(session)));
    tx.require(Durability.DISK);
    return session;
  }

  /** Changes the terms of a session that exists. */
  public void setTerms(Transaction tx, SessionRecord session, SessionTerms terms) {
    tx.put(SessionTables.SESSIONS, session.id(), session.withTerms(terms));
  }

  /** Removes a session with everything that its slots remember. */
  public void destroy(Transaction tx, SessionRecord session) {
    List<SlotKey> slots = new ArrayList<>();
    tx.scan(
        SessionTables.SLOTS,
        new SlotKey(session.id(), 0),
        (key, reply) -> key.sessionId() == session.id() && slots.add(key));
    slots.forEach(slot -> tx.delete(SessionTables.SLOTS, slot));
    tx.delete(SessionTables.SESSIONS, session.id());
    promise(tx, -session.terms().fore().rememberedBytes());
    tx.delete(
        SessionTables.CLIENT_SESSIONS, new ClientSessionKey(session.clientId(), session.id()));
  }

  /** Removes all sessions of a client and its creation slot. */
  public void destroyAll(Transaction tx, long clientId) {
    for (long id : of(tx, clientId)) {
      SessionRecord session = tx.get(SessionTables.SESSIONS, id);
      if (session != null) {
        destroy(tx, session);
      }
    }
    tx.delete(SessionTables.CREATION_SLOTS, clientId);
  }

  /**
   * Remembers the reply of a request that may have changed something, in the transaction that holds
   * its effect. Does nothing when the session is gone by now.
   *
   * @param reply the reply, or {@link SlotReply#NOT_KEPT}
   */
  public void remember(Transaction tx, long sessionId, int slot, int sequence, Bytes reply) {
    if (tx.get(SessionTables.SESSIONS, sessionId) != null) {
      tx.put(SessionTables.SLOTS, new SlotKey(sessionId, slot), new SlotReply(sequence, reply));
    }
  }

  private static List<Long> of(View view, long clientId) {
    List<Long> ids = new ArrayList<>();
    view.scan(
        SessionTables.CLIENT_SESSIONS,
        new ClientSessionKey(clientId, 0),
        (key, none) -> key.clientId() == clientId && ids.add(key.sessionId()));
    return ids;
  }
}
