package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.session.LiveSession;
import io.havenfs.engine.client.session.LiveSessions;
import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.table.View;
import io.havenfs.rpc.RpcConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Over which connections clients can be called (RFC 8881 section 2.10.3). Volatile, like the
 * connections. Thread-safe.
 */
final class Backchannels {
  private record Session(long id, long nonce) {}

  /** A session, and a connection over which its client takes calls. */
  record Callable(SessionRecord session, RpcConnection connection) {}

  private final ConcurrentHashMap<Session, Set<RpcConnection>> connections =
      new ConcurrentHashMap<>();
  // Connections that will tell when they close.
  private final Set<RpcConnection> watched = ConcurrentHashMap.newKeySet();
  private Set<Session> missing = new HashSet<>();
  private final LiveSessions live;
  private final Supplier<View> committed;

  Backchannels(LiveSessions live, Supplier<View> committed) {
    this.live = live;
    this.committed = committed;
  }

  /** The client takes calls for the session over this connection, for as long as it is open. */
  void bind(SessionRecord record, LiveSession session, RpcConnection connection) {
    Session key = new Session(record.id(), record.nonce());
    connections.compute(
        key,
        (same, bound) -> {
          Set<RpcConnection> all = bound == null ? ConcurrentHashMap.newKeySet() : bound;
          all.add(connection);
          session.callbackPath(true);
          return all;
        });
    if (watched.add(connection)) {
      connection.onClose(() -> closed(connection));
    }
  }

  private void closed(RpcConnection connection) {
    watched.remove(connection);
    connections.keySet().forEach(key -> unbind(key, connection));
  }

  /**
   * Forgets sessions that were missing at the last call, too: once may mean that a session is just
   * being created. Called by one thread at a time.
   */
  void retain() {
    Set<Session> before = missing;
    missing = new HashSet<>();
    for (Session key : connections.keySet()) {
      if (live.find(committed.get(), key.id(), key.nonce()) == null) {
        missing.add(key);
      }
    }
    before.retainAll(missing);
    connections.keySet().removeAll(before);
  }

  /** The sessions of a client over which it can be called, as far as is known. */
  List<Callable> callable(long clientId) {
    List<Callable> found = new ArrayList<>();
    connections.forEach(
        (key, bound) -> {
          LiveSession session = live.find(committed.get(), key.id(), key.nonce());
          if (session != null && session.record().clientId() == clientId) {
            bound.stream()
                .filter(RpcConnection::isOpen)
                .findAny()
                .ifPresent(open -> found.add(new Callable(session.record(), open)));
          }
        });
    return found;
  }

  private void unbind(Session key, RpcConnection connection) {
    connections.computeIfPresent(
        key,
        (same, bound) -> {
          bound.remove(connection);
          if (bound.isEmpty()) {
            down(key);
          }
          return bound.isEmpty() ? null : bound;
        });
  }

  private void down(Session key) {
    LiveSession session = live.find(committed.get(), key.id(), key.nonce());
    if (session != null) {
      session.callbackPath(false);
    }
  }
}
