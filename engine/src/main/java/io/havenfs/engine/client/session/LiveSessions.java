package io.havenfs.engine.client.session;

import io.havenfs.engine.client.Leases;
import io.havenfs.engine.table.View;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions at work on this replica, made from their rows when first used. Thread-safe. Whether
 * a session exists is asked of the committed state every time, so that one that was destroyed, in
 * whatever way, is gone at once.
 */
public final class LiveSessions {
  private final ConcurrentHashMap<Long, LiveSession> sessions = new ConcurrentHashMap<>();
  private final Leases leases;

  /** Sessions whose clients' clocks are in {@code leases}. */
  public LiveSessions(Leases leases) {
    this.leases = leases;
  }

  /**
   * A session was created; to be called before the client is told. For a session that is at work
   * already this changes nothing. It is not found before its row is committed.
   */
  public LiveSession created(SessionRecord session) {
    return sessions.computeIfAbsent(
        session.id(), id -> new LiveSession(session, leases.of(session.clientId()), true));
  }

  /** The session, or null when there is none with this id and nonce. */
  public @Nullable LiveSession find(View committed, long id, long nonce) {
    Long key = id;
    SessionRecord record = committed.get(SessionTables.SESSIONS, key);
    if (record == null || record.nonce() != nonce) {
      return null;
    }
    LiveSession live = sessions.get(key);
    if (live == null) {
      live = sessions.computeIfAbsent(key, absent -> takeUp(committed, record));
    }
    live.record(record);
    return live;
  }

  /**
   * Forgets sessions whose rows were missing at the last call, too: once may mean that a session is
   * just being created.
   */
  public void retain(View committed) {
    sessions
        .entrySet()
        .removeIf(
            entry ->
                entry
                    .getValue()
                    .missingAgain(committed.get(SessionTables.SESSIONS, entry.getKey()) == null));
  }

  private LiveSession takeUp(View committed, SessionRecord record) {
    LiveSession live = new LiveSession(record, leases.of(record.clientId()), false);
    committed.scan(
        SessionTables.SLOTS,
        new SlotKey(record.id(), 0),
        (key, reply) -> {
          boolean inSession = key.sessionId() == record.id();
          if (inSession) {
            live.remembered(key.slot(), reply);
          }
          return inSession;
        });
    return live;
  }
}
