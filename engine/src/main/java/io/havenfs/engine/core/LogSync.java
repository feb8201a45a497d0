package io.havenfs.engine.core;

import io.havenfs.engine.log.EntryLog;
import java.io.IOException;

/** Synchronises the log of an open replica. Any thread. */
public final class LogSync {
  private final EntryLog log;

  LogSync(EntryLog log) {
    this.log = log;
  }

  /** Returns when all that was written before the call is on stable storage. */
  public void sync() throws IOException {
    log.sync();
  }

  /** Up to which entry the log is on stable storage. */
  public long syncedSn() {
    return log.syncedSn();
  }
}
