package io.havenfs.engine.core;

import io.havenfs.engine.data.DataFiles;
import io.havenfs.engine.log.EntryLog;
import io.havenfs.engine.store.TableStore;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskLock;
import io.havenfs.host.disk.NoSpaceException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A replica that is owned by this process and recovered.
 *
 * @param changed the scoreboard; the only copy keeps none
 * @param stateLost whether client state of memory durability may have been lost before this opening
 * @param tablesAhead whether the tables hold entries that the log lost
 */
record OpenReplica(
    Disk disk,
    DiskLock ownership,
    RunState run,
    TableStore store,
    EntryLog log,
    DataFiles data,
    CommittedState committed,
    SpaceGuard space,
    SyncState sync,
    Optional<ChangedBlocks> changed,
    Replica replica,
    Copies copies,
    boolean stateLost,
    boolean tablesAhead) {

  /** Begins to lead as the only copy, with everything in the log committed. */
  void leadAlone(long epoch, long wallNanos, Consumer<Transaction> format) throws IOException {
    if (tablesAhead) {
      replica.fillLog(store.appliedSn(), epoch);
    }
    boolean dataLost = replica.lead(epoch);
    if (isNew() || stateLost || dataLost) {
      replica.decide(
          new Identification(isNew(), Loss.of(stateLost, epoch, replica), false, format),
          wallNanos);
      replica.write();
      log.sync();
      replica.commit(replica.decidedSn());
    }
  }

  /** Whether the service has no identity yet. */
  boolean isNew() {
    return committed.get(Meta.TABLE, Meta.SERVICE_ID) == null;
  }

  long serviceId() {
    return committed.meta(Meta.SERVICE_ID);
  }

  long writeVerifier() {
    return committed.meta(Meta.WRITE_VERIFIER);
  }

  /** The first part of a checkpoint, on the sequencer. */
  Checkpoint beginCheckpoint() {
    long sn = replica.checkpointBegins();
    return new Checkpoint(
        sn,
        log.epochOf(sn),
        changed.map(blocks -> blocks.rotate(sn)),
        sync.stage() == SyncState.Stage.MISSING_DATA
            ? Optional.of(sync.missing().copy())
            : Optional.empty());
  }

  /**
   * Second part: everything that entries applied before the call did to data files is durable, and
   * so are those entries. Any thread.
   */
  void syncData(Checkpoint checkpoint) throws IOException {
    data.syncAllDirty();
    log.sync();
    if (checkpoint.changed().isPresent()) {
      changed.orElseThrow().save(checkpoint.changed().get());
    }
  }

  /** Third part, on the sequencer. */
  void recordCheckpoint(Checkpoint checkpoint) throws IOException {
    if (checkpoint.missing().isPresent() && sync.stage() == SyncState.Stage.MISSING_DATA) {
      sync.write(checkpoint.missing().get());
    }
    committed.recordCheckpoint(checkpoint.sn(), checkpoint.epoch());
  }

  /**
   * Last part: the tables are durable up to the checkpoint, and the log gives up entries up to
   * {@code sn}, which is not behind it. Any thread.
   */
  void flushTables(long sn) throws IOException {
    store.flush();
    log.trim(sn, copies.retainedLogBytes());
  }

  /** A whole checkpoint at once, on the sequencer, which waits for the disk. */
  void checkpointNow() throws IOException {
    Checkpoint checkpoint = beginCheckpoint();
    syncData(checkpoint);
    recordCheckpoint(checkpoint);
    flushTables(checkpoint.sn());
    replica.checkpointDone();
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
    run.closed(disk);
    ownership.close();
  }

  /**
   * Closes everything as it is: what was not written stays unwritten, and whoever opens the replica
   * next finds it as after a crash of this process. The log must have been abandoned.
   */
  void closeAbruptly() throws IOException {
    try {
      log.closeFiles();
      data.close();
      store.close();
    } finally {
      ownership.close();
    }
  }
}
