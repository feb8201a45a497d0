package io.havenfs.node.lease;

import io.havenfs.engine.Engine;
import io.havenfs.engine.connection.Connection;
import io.havenfs.engine.connection.ConnectionTable;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.rpc.RpcConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the replicated table of the service's connections: a row from a connection's first call to
 * its end. Thread-safe; never waits.
 */
public final class RememberedConnections {
  private final Engine engine;
  private final Set<Long> known = ConcurrentHashMap.newKeySet();

  /** On an engine that decides changes. */
  public RememberedConnections(Engine engine) {
    this.engine = engine;
  }

  /** Those of the primary before; forgets them, as they are not connected any more. */
  public List<Connection> takeInherited() {
    List<Connection> inherited = ConnectionTable.all(engine.committed());
    if (!inherited.isEmpty()) {
      engine.submit(
          new Unanswered(tx -> inherited.forEach(each -> ConnectionTable.forget(tx, each))));
    }
    return inherited;
  }

  /** A call came over {@code connection}. */
  public void called(RpcConnection connection) {
    if (!connection.isStream() || known.contains(connection.id())) {
      return;
    }
    if (known.size() < ConnectionTable.MAX_CONNECTIONS && known.add(connection.id())) {
      Connection row = Connection.between(connection.remoteAddress(), connection.localAddress());
      engine.submit(new Unanswered(tx -> ConnectionTable.remember(tx, row)));
      connection.onClose(() -> closed(connection.id(), row));
    }
  }

  private void closed(long id, Connection row) {
    known.remove(id);
    engine.submit(new Unanswered(tx -> ConnectionTable.forget(tx, row)));
  }

  /** A change that nobody waits for; when it fails the row is wrong, which harms nobody. */
  private record Unanswered(java.util.function.Consumer<Transaction> effect) implements Change {
    @Override
    public void decide(Transaction tx) {
      effect.accept(tx);
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {}
  }
}
