package io.havenfs.engine.core;

import io.havenfs.engine.data.DataFiles;
import io.havenfs.engine.log.EntryLog;
import io.havenfs.engine.store.TableStore;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskLock;
import io.havenfs.host.disk.NoSpaceException;
import java.io.IOException;

/**
 * A replica that is owned by this process, recovered, and ready to decide.
 *
 * @param stateLost whether client state of memory durability may have been lost before this opening
 */
record OpenReplica(
    Disk disk,
    DiskLock ownership,
    RunRecord run,
    TableStore store,
    EntryLog log,
    DataFiles data,
    CommittedState committed,
    SpaceGuard space,
    Replica replica,
    long serviceId,
    long writeVerifier,
    boolean stateLost) {

  /**
   * First half of a checkpoint: everything that entries applied before the call did to data files
   * is durable, and so are those entries. Any thread.
   */
  void syncData() throws IOException {
    data.syncAllDirty();
    log.sync();
  }

  /**
   * Second half, after {@link CommittedState#recordCheckpoint}: the tables are durable up to {@code
   * sn}, and the log gives those entries up. Any thread.
   */
  void flushTables(long sn) throws IOException {
    store.flush();
    log.trim(sn);
  }

  /** Makes the log's next segment ready, if the disk has room. Any thread. */
  void prepareLog() throws IOException {
    try {
      log.prepare();
    } catch (NoSpaceException full) {
      // What is left of the current segment can still be used; the log fails when that is not
      // enough.
    }
  }

  /** Closes everything after a checkpoint, and records that nothing is left to recover. */
  void closeCleanly() throws IOException {
    log.close();
    data.close();
    store.close();
    new RunRecord(run.bootId(), true).write(disk);
    ownership.close();
  }
}
