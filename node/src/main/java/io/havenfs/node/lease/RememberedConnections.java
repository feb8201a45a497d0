package io.havenfs.node.lease;

import io.havenfs.engine.Engine;
import io.havenfs.engine.connection.Connection;
import io.havenfs.engine.connection.ConnectionTable;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import io.havenfs.rpc.RpcConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the replicated table of the service's connections: a row from a connection's first call to
 * its end. Thread-safe; never waits.
 *
 * <p>What was inherited from the primary before stays for a while. Clients come again from the port
 * that they had; and one whose first call did not arrive before this primary dies, too, is found by
 * its old row only, and would wait for an answer until its lease wants renewing.
 */
public final class RememberedConnections {
  private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Engine engine;
  private final Time time;
  private final Set<Long> known = ConcurrentHashMap.newKeySet();

  /** The connections that are there, and which is the newest of the same two ends. */
  private final Map<Connection, Long> newest = new ConcurrentHashMap<>();

  private final AtomicReference<List<Connection>> inherited = new AtomicReference<>(List.of());
  private final long sinceNanos;

  /** On an engine that decides changes. */
  public RememberedConnections(Engine engine, Time time) {
    this.engine = engine;
    this.time = time;
    this.sinceNanos = time.nanoTime();
  }

  /** Those of the primaries before; {@link #tick} forgets them. */
  public List<Connection> inherited() {
    List<Connection> all = ConnectionTable.all(engine.committed());
    inherited.set(all);
    return all;
  }

  /** To be called every now and then. */
  public void tick() {
    if (time.nanoTime() - sinceNanos < KEPT_NANOS) {
      return;
    }
    List<Connection> old = inherited.getAndSet(List.of());
    if (!old.isEmpty()) {
      engine.submit(new Unanswered(tx -> old.forEach(each -> forgetUnlessThere(tx, each))));
    }
  }

  private void forgetUnlessThere(Transaction tx, Connection row) {
    if (!newest.containsKey(row)) {
      ConnectionTable.forget(tx, row);
    }
  }

  /** A call came over {@code connection}. */
  public void called(RpcConnection connection) {
    if (!connection.isStream() || known.contains(connection.id())) {
      return;
    }
    if (known.size() < ConnectionTable.MAX_CONNECTIONS && known.add(connection.id())) {
      Connection row = Connection.between(connection.remoteAddress(), connection.localAddress());
      newest.put(row, connection.id());
      engine.submit(new Unanswered(tx -> ConnectionTable.remember(tx, row)));
      connection.onClose(() -> closed(connection.id(), row));
    }
  }

  /** A client that connects anew from the same port may be there before the old end is noticed. */
  private void closed(long id, Connection row) {
    known.remove(id);
    if (newest.remove(row, id)) {
      engine.submit(new Unanswered(tx -> forgetUnlessThere(tx, row)));
    }
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
