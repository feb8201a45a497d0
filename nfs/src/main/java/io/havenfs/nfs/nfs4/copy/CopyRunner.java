package io.havenfs.nfs.nfs4.copy;

import io.havenfs.engine.Engine;
import io.havenfs.engine.offload.CopyJob;
import io.havenfs.engine.offload.CopyJobs;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Drives the copies that go on after their request, and tells their clients. Thread-safe.
 *
 * <p>A step is submitted when the one before it is committed. {@link #tick} takes up jobs that an
 * earlier process left, repeats what a client did not hear, and clears away what no client waits
 * for; it is to be called every second or so.
 */
public final class CopyRunner {
  private final Engine engine;
  private final CopyJobs jobs;
  private final CopyClients clients;
  private final Set<Long> running = ConcurrentHashMap.newKeySet();

  public CopyRunner(Engine engine, CopyJobs jobs, CopyClients clients) {
    this.engine = engine;
    this.jobs = jobs;
    this.clients = clients;
  }

  /** Begins a job that the transaction being decided has noted. */
  void begin(long id) {
    if (running.add(id)) {
      engine.submit(new Step(id, false));
    }
  }

  /** Looks after all jobs. */
  public void tick() {
    View view = engine.committed();
    for (long id : CopyJobs.all(view)) {
      CopyJobs.find(view, id).ifPresent(job -> look(view, id, job));
    }
  }

  private void look(View view, long id, CopyJob job) {
    if (!clients.exists(view, job.clientId())) {
      engine.submit(new Forget(id));
    } else if (job.ended()) {
      tell(id, job);
    } else if (running.add(id)) {
      engine.submit(new Step(id, true));
    }
  }

  private void tell(long id, CopyJob job) {
    clients.tell(id, job, () -> engine.submit(new Forget(id)));
  }

  private final class Step implements Change {
    private final long id;
    private final boolean takeUp;
    private boolean more;

    Step(long id, boolean takeUp) {
      this.id = id;
      this.takeUp = takeUp;
    }

    @Override
    public void decide(Transaction tx) {
      more = jobs.step(tx, id, takeUp);
    }

    @Override
    public void committed() {
      if (more) {
        engine.submit(new Step(id, false));
        return;
      }
      running.remove(id);
      Optional<CopyJob> job = CopyJobs.find(engine.committed(), id);
      job.ifPresent(ended -> tell(id, ended));
    }

    @Override
    public void failed(Throwable cause) {
      running.remove(id);
    }
  }

  private record Forget(long id) implements Change {
    @Override
    public void decide(Transaction tx) {
      CopyJobs.forget(tx, id);
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {}
  }
}
