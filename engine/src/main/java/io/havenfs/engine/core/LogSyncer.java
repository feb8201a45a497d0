package io.havenfs.engine.core;

import io.havenfs.engine.log.EntryLog;
import io.havenfs.host.time.Time;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Syncs the log, one sync for all the entries written before it (group commit): on a thread of its
 * own, or on the sequencer's where the disk is so fast that handing the work over and back would
 * take longer than the sync itself.
 *
 * <p>Requests come from the sequencer. {@code onSynced} runs on the syncer's thread, and not for
 * syncs done in place; {@code onFailure} on the thread that failed.
 */
final class LogSyncer implements AutoCloseable {
  /** Syncs that take longer on average are done beside the sequencer. */
  private static final long IN_PLACE_NANOS = 250_000;

  /** The weight of the latest sync in the average is one in this many. */
  private static final int AVERAGED = 8;

  private final EntryLog log;
  private final Time time;
  private final Runnable onSynced;
  private final Consumer<Throwable> onFailure;
  private final Thread thread = new Thread(this::run, "havenfs-log-syncer");

  /** Of the last syncs; begins as that of a slow disk. */
  private volatile long averageNanos = 2 * IN_PLACE_NANOS;

  private volatile long requestedSn;
  private volatile boolean closed;

  LogSyncer(EntryLog log, Time time, Runnable onSynced, Consumer<Throwable> onFailure) {
    this.log = log;
    this.time = time;
    this.onSynced = onSynced;
    this.onFailure = onFailure;
    requestedSn = log.syncedSn();
  }

  void start() {
    thread.start();
  }

  /**
   * Asks that the log be synced at least through {@code sn}, which is written. May be done when
   * this returns. A cut of the log takes {@code sn} back.
   */
  void request(long sn) throws IOException {
    long syncedSn = log.syncedSn();
    if (sn == requestedSn || sn <= syncedSn) {
      requestedSn = sn;
      return;
    }
    boolean idle = requestedSn <= syncedSn;
    if (idle && averageNanos <= IN_PLACE_NANOS) {
      sync();
      requestedSn = sn;
    } else {
      requestedSn = sn;
      LockSupport.unpark(thread);
    }
  }

  /** Entries up to this one are on stable storage. */
  long syncedSn() {
    return log.syncedSn();
  }

  /** Ends the thread after the sync under way. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /** Returns when nothing is synced any more, after {@link #close}. */
  void join() throws InterruptedException {
    thread.join();
  }

  private void run() {
    try {
      while (!closed) {
        if (requestedSn <= log.syncedSn()) {
          LockSupport.park(this);
        } else {
          sync();
          onSynced.run();
        }
      }
    } catch (Throwable thrown) {
      onFailure.accept(thrown);
    }
  }

  /** By the sequencer only while nothing is requested, else by the thread: never by both. */
  // One thread at a time writes the average, and requests order their turns.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void sync() throws IOException {
    long begun = time.nanoTime();
    log.sync();
    averageNanos += (time.nanoTime() - begun - averageNanos) / AVERAGED;
  }
}
