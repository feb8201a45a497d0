package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.session.LiveSession;
import io.havenfs.engine.client.session.LiveSessions;
import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.table.View;
import io.havenfs.rpc.RpcConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Over which connections clients can be called (RFC 8881 section 2.10.3). Volatile, like the
 * connections. Thread-safe.
 */
final class Backchannels {
  private record Session(long id, long nonce) {}

  private final ConcurrentHashMap<Session, Set<Long>> connections = new ConcurrentHashMap<>();
  private final LiveSessions live;
  private final Supplier<View> committed;

  Backchannels(LiveSessions live, Supplier<View> committed) {
    this.live = live;
    this.committed = committed;
  }

  /** The client takes calls for the session over this connection, for as long as it is open. */
  void bind(SessionRecord record, LiveSession session, RpcConnection connection) {
    Session key = new Session(record.id(), record.nonce());
    Long id = connection.id();
    connections.compute(
        key,
        (same, bound) -> {
          Set<Long> ids = bound == null ? ConcurrentHashMap.newKeySet() : bound;
          ids.add(id);
          session.callbackPath(true);
          return ids;
        });
    connection.onClose(() -> unbind(key, id));
  }

  private void unbind(Session key, Long connection) {
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
