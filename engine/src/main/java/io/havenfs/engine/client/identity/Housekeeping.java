package io.havenfs.engine.client.identity;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.ClientTables;
import io.havenfs.engine.client.Leases;
import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.client.owner.OwnerTables;
import io.havenfs.engine.client.session.LiveSessions;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What happens to client state because time passes: the grace period ends, clients that are gone
 * for good are removed, memory of what exists no more is given back. {@link #tick} looks at the
 * committed state and submits a change only when there is something to do. Any thread, one at a
 * time.
 */
public final class Housekeeping {
  /** How many files without a name are freed in one change. */
  private static final int SWEEP_BATCH = 256;

  private final Engine engine;
  private final Departure departure;
  private final Grace grace;
  private final Hosts hosts;
  private final Leases leases;
  private final LiveSessions sessions;
  private final UnusedFiles files;
  private final Time time;
  private final long graceEnds;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean submitted = new AtomicBoolean();
  private volatile boolean orphans = true;

  Housekeeping(
      Engine engine,
      Departure departure,
      Grace grace,
      Hosts hosts,
      Leases leases,
      LiveSessions sessions,
      UnusedFiles files,
      ClientLimits limits,
      Time time) {
    this.engine = engine;
    this.departure = departure;
    this.grace = grace;
    this.hosts = hosts;
    this.leases = leases;
    this.sessions = sessions;
    this.files = files;
    this.time = time;
    this.graceEnds = time.nanoTime() + limits.lease().toNanos();
  }

  /** Submits what has to be decided before any request. */
  public void start() {
    boolean stateLost = engine.stateLost();
    submit(tx -> restart(tx, stateLost), () -> started.set(true));
  }

  private void restart(Transaction tx, boolean stateLost) {
    grace.restart(tx, stateLost);
    if (stateLost) {
      hosts.lose(tx);
      engine.lossMadeUpFor(tx);
    }
  }

  private void endGrace(Transaction tx) {
    grace.end(tx);
    hosts.endGrace(tx);
  }

  private static boolean reclaimsPending(View committed) {
    return Grace.pending(committed) || Hosts.pending(committed);
  }

  /** Does what is due. */
  public void tick() {
    long now = time.nanoTime();
    View committed = engine.committed();
    leases.retain(
        id ->
            committed.get(ClientTables.CLIENTS, id) != null
                || committed.get(OwnerTables.INTRODUCTIONS, id) != null);
    sessions.retain(committed);
    if (!started.get() || submitted.get()) {
      return;
    }
    if (grace.active() && (now - graceEnds >= 0 || !reclaimsPending(committed))) {
      submit(this::endGrace, grace::ended);
    } else if (orphans && !grace.active()) {
      submit(tx -> orphans = files.sweep(tx, SWEEP_BATCH) == SWEEP_BATCH, () -> {});
    } else if (departure.due(committed, now)) {
      submit(tx -> departure.sweep(tx, now), () -> {});
    }
  }

  private void submit(Consumer<Transaction> decision, Runnable afterwards) {
    submitted.set(true);
    engine.submit(
        new Change() {
          @Override
          public void decide(Transaction tx) {
            decision.accept(tx);
          }

          @Override
          public void committed() {
            afterwards.run();
            submitted.set(false);
          }

          @Override
          public void failed(Throwable cause) {
            submitted.set(false);
          }
        });
  }
}
