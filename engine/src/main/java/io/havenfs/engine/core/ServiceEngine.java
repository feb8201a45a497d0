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
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link Replica} with threads: the sequencer, which owns it; the log's syncer; and a few
 * flushers, which sync data files and take checkpoints.
 *
 * <p>Any failure of the disk, and any defect found, ends the service at once ({@code onFault} is
 * told, once): a replica that no longer knows what is on its disk must not go on answering.
 */
public final class ServiceEngine implements Engine, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceEngine.class);
  private static final int FLUSHERS = 2;

  private final OpenReplica opened;
  private final Replica replica;
  private final EngineLimits limits;
  private final Time time;
  private final Consumer<Throwable> onFault;
  private final SpaceGuard space;

  private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean parked = new AtomicBoolean();
  private final Thread sequencer = new Thread(this::run, "havenfs-sequencer");
  private final LogSyncer syncer;
  private final ExecutorService flushers =
      Executors.newFixedThreadPool(FLUSHERS, task -> new Thread(task, "havenfs-flusher"));
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private volatile boolean stopping;
  private boolean checkpointing;
  private boolean preparing;
  private int pendingFlushes;

  private ServiceEngine(
      OpenReplica opened, EngineLimits limits, Time time, Consumer<Throwable> onFault) {
    this.opened = opened;
    this.replica = opened.replica();
    this.limits = limits;
    this.time = time;
    this.onFault = onFault;
    this.space = opened.space();
    this.syncer = new LogSyncer(opened.log(), time, this::wake, this::fail);
  }

  /**
   * Takes ownership of the replica in {@code ports}' directory, recovers it and starts serving it.
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
    OpenReplica opened = new Recovery(ports, limits, schema).open(format);
    ServiceEngine engine = new ServiceEngine(opened, limits, ports.time(), onFault);
    engine.syncer.start();
    engine.sequencer.start();
    return engine;
  }

  @Override
  public View committed() {
    return opened.committed();
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
    return opened.writeVerifier();
  }

  @Override
  public long serviceId() {
    return opened.serviceId();
  }

  @Override
  public boolean stateLost() {
    return opened.stateLost();
  }

  @Override
  public Capacity capacity() {
    return space.capacity();
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

  private void wake() {
    if (parked.get() && parked.compareAndSet(true, false)) {
      LockSupport.unpark(sequencer);
    }
  }

  private void post(Runnable event) {
    events.add(event);
    wake();
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
    worked |= decideQueued();
    worked |= commit();
    checkpointIfDue();
    prepareLogIfDue();
    if (worked) {
      return true;
    }
    if (stopping && changes.isEmpty() && isIdle()) {
      return false;
    }
    park();
    return true;
  }

  private boolean isIdle() {
    return replica.appliedSn() == replica.decidedSn()
        && pendingFlushes == 0
        && !checkpointing
        && !preparing;
  }

  private void park() {
    parked.set(true);
    if (changes.isEmpty()
        && events.isEmpty()
        && fault.get() == null
        && replica.committable(syncer.syncedSn()) <= replica.appliedSn()
        && !(stopping && isIdle())) {
      LockSupport.park(this);
    }
    parked.set(false);
  }

  private boolean runEvents() {
    boolean any = false;
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
      any = true;
    }
    return any;
  }

  private boolean decideQueued() throws IOException {
    long now = 0;
    int count = 0;
    for (Change next = changes.poll(); next != null; next = changes.poll()) {
      if (count == 0) {
        now = time.wallNanos();
      }
      replica.decide(next, now);
      if (++count == limits.turnChanges()) {
        break;
      }
    }
    if (count > 0) {
      queued.addAndGet(-count);
      replica.write();
      syncer.request(replica.lastDiskSn());
    }
    return count > 0;
  }

  private boolean commit() throws IOException {
    List<Waiting> done = replica.commit(replica.committable(syncer.syncedSn()));
    for (Waiting each : done) {
      if (each.flushes().isEmpty()) {
        each.change().committed();
      } else {
        flush(each.change(), each.flushes());
      }
    }
    return !done.isEmpty();
  }

  private void flush(Change change, Set<Long> dataIds) {
    pendingFlushes++;
    flushers.execute(
        () -> {
          try {
            for (long dataId : dataIds) {
              opened.data().sync(dataId);
            }
            post(() -> flushed(change));
          } catch (Throwable thrown) {
            fail(thrown);
            post(() -> failed(change, thrown));
          }
        });
  }

  private void flushed(Change change) {
    pendingFlushes--;
    change.committed();
  }

  private void failed(Change change, Throwable cause) {
    pendingFlushes--;
    change.failed(cause);
  }

  private void checkpointIfDue() {
    if (!checkpointing && opened.log().bytes() > limits.checkpointBytes()) {
      checkpointing = true;
      long sn = replica.checkpointBegins();
      inBackground(opened::syncData, () -> recordCheckpoint(sn));
    }
  }

  private void recordCheckpoint(long sn) {
    opened.committed().recordCheckpoint(sn);
    inBackground(() -> opened.flushTables(sn), this::checkpointDone);
  }

  private void prepareLogIfDue() {
    if (!preparing && opened.log().wantsPreparing()) {
      preparing = true;
      inBackground(opened::prepareLog, () -> preparing = false);
    }
  }

  private void checkpointDone() {
    replica.checkpointDone();
    checkpointing = false;
  }

  private void inBackground(DiskWork work, Runnable then) {
    flushers.execute(
        () -> {
          try {
            work.run();
            post(then);
          } catch (Throwable thrown) {
            fail(thrown);
          }
        });
  }

  /** Work that waits for the disk. */
  @FunctionalInterface
  private interface DiskWork {
    void run() throws IOException;
  }

  private void shutDown() throws IOException {
    if (fault.get() == null) {
      long sn = replica.checkpointBegins();
      opened.syncData();
      opened.committed().recordCheckpoint(sn);
      opened.flushTables(sn);
      syncer.close();
      flushers.shutdown();
      opened.closeCleanly();
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
      for (Waiting each : replica.abandon()) {
        each.change().failed(cause);
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
