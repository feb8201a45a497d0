package io.havenfs.engine.core;

import io.havenfs.engine.log.EntryLog;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The thread that syncs the log, one sync for all the entries written before it (group commit).
 *
 * <p>Requests come from the sequencer. {@code onSynced} and {@code onFailure} run on this thread.
 */
final class LogSyncer implements AutoCloseable {
  private final EntryLog log;
  private final Runnable onSynced;
  private final Consumer<Throwable> onFailure;
  private final Thread thread = new Thread(this::run, "havenfs-log-syncer");
  private volatile long requestedSn;
  private volatile long syncedSn;
  private volatile boolean closed;

  LogSyncer(EntryLog log, Runnable onSynced, Consumer<Throwable> onFailure) {
    this.log = log;
    this.onSynced = onSynced;
    this.onFailure = onFailure;
    requestedSn = log.syncedSn();
    syncedSn = log.syncedSn();
  }

  void start() {
    thread.start();
  }

  /** Asks that the log be synced at least through {@code sn}, which is written. */
  void request(long sn) {
    if (sn > requestedSn) {
      requestedSn = sn;
      LockSupport.unpark(thread);
    }
  }

  /** Entries up to this one are on stable storage. */
  long syncedSn() {
    return syncedSn;
  }

  /** Ends the thread after the sync under way. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    try {
      while (!closed) {
        if (requestedSn <= syncedSn) {
          LockSupport.park(this);
        } else {
          log.sync();
          syncedSn = log.syncedSn();
          onSynced.run();
        }
      }
    } catch (Throwable thrown) {
      onFailure.accept(thrown);
    }
  }
}
