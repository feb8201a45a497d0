package io.havenfs.engine.core;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.Engine;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link Sequencer} with threads: the sequencer's own, the log's syncer, and a few
 * flushers, which sync data files and take checkpoints.
 *
 * <p>Any failure of the disk, and any defect found, ends the service at once ({@code onFault} is
 * told, once): a replica that no longer knows what is on its disk must not go on answering.
 */
public final class ServiceEngine implements Engine, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceEngine.class);
  private static final int FLUSHERS = 2;
  private static final int CLOSE_SECONDS = 30;

  private final Sequencer sequencer;
  private final EngineLimits limits;
  private final Consumer<Throwable> onFault;

  private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean parked = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "havenfs-sequencer");
  private final LogSyncer syncer;
  private final ExecutorService flushers =
      Executors.newFixedThreadPool(FLUSHERS, task -> new Thread(task, "havenfs-flusher"));
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private volatile boolean stopping;

  /** Changes taken from the queue in this turn. */
  private int taken;

  private ServiceEngine(
      OpenReplica opened,
      EngineLimits limits,
      Time time,
      Consumer<Transaction> format,
      Consumer<Throwable> onFault) {
    this.limits = limits;
    this.onFault = onFault;
    this.syncer = new LogSyncer(opened.log(), time, this::wake, this::fail);
    this.sequencer = new Sequencer(opened, limits, new Threads(time), format);
  }

  /**
   * Takes ownership of the replica in {@code ports}' directory, recovers it and starts serving it
   * as the service's only copy.
   *
   * @param schema all tables but the engine's own
   * @param format fills a new replica
   * @param onFault told, once and on any thread, when the service had to stop
   * @throws io.havenfs.host.disk.DiskLockedException when another process owns the replica
   */
  public static ServiceEngine open(
      EnginePorts ports,
      EngineLimits limits,
      List<Table<?, ?>> schema,
      Consumer<Transaction> format,
      Consumer<Throwable> onFault)
      throws IOException {
    return open(ports, limits, Copies.SOLE, schema, format, onFault);
  }

  /** As the other; one of several {@code copies} has no role until it is given one. */
  public static ServiceEngine open(
      EnginePorts ports,
      EngineLimits limits,
      Copies copies,
      List<Table<?, ?>> schema,
      Consumer<Transaction> format,
      Consumer<Throwable> onFault)
      throws IOException {
    OpenReplica opened = new Recovery(ports, limits, copies, schema).open(format);
    ServiceEngine engine = new ServiceEngine(opened, limits, ports.time(), format, onFault);
    engine.syncer.start();
    engine.thread.start();
    return engine;
  }

  @Override
  public View committed() {
    return sequencer.committed();
  }

  @Override
  public void submit(Change change) {
    if (stopping) {
      change.failed(new IllegalStateException("the service stopped"));
      return;
    }
    if (queued.incrementAndGet() > limits.queuedChanges()) {
      queued.decrementAndGet();
      change.failed(FsException.of(Status.DELAY));
      return;
    }
    changes.add(change);
    wake();
    if (stopped.getCount() == 0) {
      refuseQueued();
    }
  }

  @Override
  public long writeVerifier() {
    return sequencer.writeVerifier();
  }

  @Override
  public long serviceId() {
    return sequencer.serviceId();
  }

  @Override
  public boolean stateLost() {
    return sequencer.lossPending();
  }

  @Override
  public void lossMadeUpFor(Transaction tx) {
    Sequencer.lossMadeUpFor(tx);
  }

  @Override
  public Capacity capacity() {
    return sequencer.capacity();
  }

  /**
   * What this drives. Only {@linkplain #execute executed} work may touch it, but for methods that
   * say something else.
   */
  public Sequencer sequencer() {
    return sequencer;
  }

  /** Has the sequencer's thread do {@code work} before its next turn. */
  public void execute(Runnable work) {
    events.add(work);
    wake();
  }

  /**
   * Stops after everything submitted before is answered, takes a checkpoint and closes the replica.
   * Changes submitted from now on fail.
   */
  @Override
  public void close() throws IOException {
    stopping = true;
    wake();
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stops at once and writes nothing more, whether it has failed before or not; closes the files.
   * What was submitted and not answered fails. The next opening finds the replica as after a crash
   * of this process. Blocks until work under way on the disk has ended.
   */
  public void abandon() throws IOException {
    stopping = true;
    fault.compareAndSet(null, new NotLeadingException());
    wake();
    try {
      thread.join();
      syncer.close();
      syncer.join();
      flushers.shutdown();
      awaitFlushers();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    sequencer.closeAbruptly();
  }

  private void wake() {
    if (parked.get() && parked.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    try {
      while (fault.get() == null && turn()) {
        // A turn does all there is to do at its time.
      }
      shutDown();
    } catch (Throwable thrown) {
      fail(thrown);
    } finally {
      stopped.countDown();
      refuseAll();
    }
  }

  /** One turn; returns whether there will be another. */
  private boolean turn() throws IOException {
    boolean worked = runEvents();
    worked |= sequencer.turn(this::nextChange);
    if (taken > 0) {
      queued.addAndGet(-taken);
      taken = 0;
    }
    if (worked) {
      return true;
    }
    if (mayStop()) {
      return false;
    }
    park();
    return true;
  }

  private @Nullable Change nextChange() {
    Change next = changes.poll();
    if (next != null) {
      taken++;
    }
    return next;
  }

  /** A copy that leads and may not decide has nothing to wait for. */
  private boolean mayStop() {
    return stopping
        && (changes.isEmpty() || !sequencer.role().decides())
        && (sequencer.isIdle() || (!sequencer.role().answers() && sequencer.isStill()));
  }

  private void park() {
    Role role = sequencer.role();
    parked.set(true);
    if ((changes.isEmpty() || (role.leads() && !role.decides()))
        && events.isEmpty()
        && fault.get() == null
        && sequencer.isQuiet()
        && !mayStop()) {
      park(role.patienceNanos());
    }
    parked.set(false);
  }

  private void park(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }

  private boolean runEvents() {
    boolean any = false;
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
      any = true;
    }
    return any;
  }

  /** The sequencer's environment. */
  private final class Threads implements SequencerPorts {
    private final Time time;

    Threads(Time time) {
      this.time = time;
    }

    @Override
    public Time time() {
      return time;
    }

    @Override
    public void requestSync(long sn) throws IOException {
      syncer.request(sn);
    }

    @Override
    public long syncedSn() {
      return syncer.syncedSn();
    }

    @Override
    public void background(DiskWork work, Runnable then) {
      flushers.execute(
          () -> {
            try {
              work.run();
              execute(then);
            } catch (Throwable thrown) {
              fail(thrown);
            }
          });
    }
  }

  private void shutDown() throws IOException {
    if (fault.get() == null) {
      for (Change each : sequencer.become(LoneRole.IDLE)) {
        each.failed(new NotLeadingException());
      }
      syncer.close();
      flushers.shutdown();
      awaitFlushers();
      sequencer.shutDown();
    }
  }

  private void awaitFlushers() {
    try {
      if (!flushers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("work on the disk is still under way after {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(Throwable thrown) {
    stopping = true;
    if (fault.compareAndSet(null, thrown)) {
      LOG.error("the service stops: {}", thrown.toString(), thrown);
      onFault.accept(thrown);
    }
    wake();
  }

  private void refuseAll() {
    Throwable cause = fault.get();
    if (cause != null) {
      for (Change each : sequencer.abandon()) {
        each.failed(cause);
      }
      runEvents();
    }
    refuseQueued();
  }

  private void refuseQueued() {
    Throwable cause = fault.get();
    Throwable reason = cause != null ? cause : new IllegalStateException("the service stopped");
    for (Change next = changes.poll(); next != null; next = changes.poll()) {
      next.failed(reason);
    }
  }
}
