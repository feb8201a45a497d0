package io.havenfs.engine.core;

import io.havenfs.engine.data.DataFiles;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EntryLog;
import io.havenfs.engine.store.TableStore;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskLock;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a replica: takes ownership, replays the log behind the last checkpoint, finds out what may
 * have been lost.
 *
 * <p>Rows are replayed from the checkpoint on even where the store is ahead of it: the log holds
 * every later entry, so a row ends with its last value. The one exception is a store that is ahead
 * of the log: after a crash of the machine it may have kept entries of memory durability that the
 * log lost. The store is a consistent state in itself then, and empty entries take their place in
 * the log once the replica leads.
 *
 * <p>The only copy replays all of its log: what it has is what was committed. That holds for a
 * shared one, too. It cannot have lost rows, as all its entries were synced before they were
 * answered; bytes that were not in the log may be lost with the machine that had them. One of
 * several copies replays what it knows to be committed; the rest is its tail.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int ENTRIES_PER_PUBLICATION = 512;
  private static final long FIRST_EPOCH = 1;

  private final EnginePorts ports;
  private final EngineLimits limits;
  private final Copies copies;
  private final List<Table<?, ?>> schema;

  Recovery(EnginePorts ports, EngineLimits limits, Copies copies, List<Table<?, ?>> tables) {
    this.ports = ports;
    this.limits = limits;
    this.copies = copies;
    schema = new ArrayList<>(tables);
    schema.add(Meta.TABLE);
    schema.add(Meta.HISTORIES);
  }

  /** Opens the replica; {@code format} fills a new one if it is the only copy. */
  OpenReplica open(Consumer<Transaction> format) throws IOException {
    DiskLock ownership = ports.disk().lock("lock");
    try {
      return openOwned(ownership, format);
    } catch (IOException | RuntimeException failed) {
      ownership.close();
      throw failed;
    }
  }

  private OpenReplica openOwned(DiskLock ownership, Consumer<Transaction> format)
      throws IOException {
    Disk disk = ports.disk();
    Optional<RunRecord> previous = RunRecord.read(disk);
    SyncState sync = SyncState.read(disk);
    if (copies.sole() && sync.stage() != SyncState.Stage.WHOLE) {
      throw new UntrustedReplicaException(
          "this copy was being brought up to date by another node and is not whole");
    }
    TableStore store = ports.tables().open();
    try {
      if (sync.stage() == SyncState.Stage.LOADING) {
        forget(disk, store);
      }
      EntryLog log = EntryLog.open(disk, "log", ports.logLimits(), ports.random()::nextLong);
      return closedOnFailure(log, () -> openOn(store, log, previous, sync, ownership, format));
    } catch (IOException | RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  /** The rest of an opening. */
  private interface Rest {
    OpenReplica open() throws IOException;
  }

  private static OpenReplica closedOnFailure(EntryLog log, Rest rest) throws IOException {
    try {
      return rest.open();
    } catch (IOException | RuntimeException failed) {
      log.close();
      throw failed;
    }
  }

  private OpenReplica openOn(
      TableStore store,
      EntryLog log,
      Optional<RunRecord> previous,
      SyncState sync,
      DiskLock ownership,
      Consumer<Transaction> format)
      throws IOException {
    Disk disk = ports.disk();
    boolean lost = previous.isPresent() && mayHaveLostState(previous.get());
    boolean ahead = log.lastSn() < store.appliedSn();
    if (!lost && ahead) {
      // What was handed to the system outlives a process, so only damage explains this.
      throw new UntrustedReplicaException(
          "the log ends with entry %d, but the tables hold entry %d: part of the log is missing"
              .formatted(log.lastSn(), store.appliedSn()));
    }
    RunState run = new RunState(ports.bootId(), previous.map(RunRecord::epoch).orElse(0L), lost);
    Parts parts = new Parts(disk, store, log, sync, lost, ahead);
    OpenReplica opened = assemble(parts, ownership, run);
    if (copies.sole()) {
      long epoch = Math.max(FIRST_EPOCH, Math.max(run.epoch(), log.lastEpoch()));
      sync.missing().clear(); // what is lost is lost: there is nobody to ask
      opened.leadAlone(epoch, ports.time().wallNanos(), format);
      run.madeUpFor(disk);
    }
    if (!copies.sole() && !sync.missing().isEmpty()) {
      sync.missesData(); // the log will not tell for ever
    }
    run.opened(disk);
    return opened;
  }

  private record Parts(
      Disk disk, TableStore store, EntryLog log, SyncState sync, boolean lost, boolean ahead) {}

  /** A copy whose tables were being replaced begins with nothing. */
  private static void forget(Disk disk, TableStore store) throws IOException {
    store.clear();
    if (disk.exists("log")) {
      for (String name : disk.list("log")) {
        disk.delete("log/" + name);
      }
    }
  }

  private OpenReplica assemble(Parts parts, DiskLock ownership, RunState run) throws IOException {
    DataFiles data = DataFiles.open(parts.disk(), "data", ports.dataLimits());
    CommittedState committed = new CommittedState(parts.store(), data, schema, limits);
    Long checkpoint = committed.get(Meta.TABLE, Meta.CHECKPOINT);
    long from = checkpoint == null ? 1 : checkpoint + 1;
    Long epoch = committed.get(Meta.TABLE, Meta.CHECKPOINT_EPOCH);
    parts.log().tellEpoch(from - 1, epoch == null ? 0 : epoch);
    Optional<ChangedBlocks> changed =
        copies.single()
            ? Optional.empty()
            : Optional.of(ChangedBlocks.open(parts.disk(), from - 1));
    ReplayHazards hazards = new ReplayHazards();
    Replayer replayer =
        new Replayer(new EntryCodec(schema), data, committed, hazards, parts, changed);
    long recovered = replay(parts, from, replayer);
    Replica replica =
        new Replica(
            committed,
            parts.log(),
            data,
            replayer.codec,
            parts.sync(),
            changed,
            hazards,
            new Replica.Start(
                recovered, copies.shared() ? Durability.DISK : Durability.MEMORY, ports.random()));
    recoverTail(parts.log(), recovered, replica);
    return new OpenReplica(
        parts.disk(),
        ownership,
        run,
        parts.store(),
        parts.log(),
        data,
        committed,
        new SpaceGuard(parts.disk(), ports.time(), limits.reserveBytes()),
        parts.sync(),
        changed,
        replica,
        copies,
        parts.lost() && !copies.shared(),
        parts.ahead());
  }

  private boolean mayHaveLostState(RunRecord previous) {
    return previous.lost() || (!previous.clean() && !previous.bootId().equals(ports.bootId()));
  }

  private long replay(Parts parts, long from, Replayer replayer) throws IOException {
    EntryLog log = parts.log();
    if (log.lastSn() >= from && log.firstSn() > from) {
      throw new UntrustedReplicaException(
          "the log begins with entry %d, but the tables need entry %d"
              .formatted(log.firstSn(), from));
    }
    long known = Math.max(Math.max(log.committedSn(), parts.store().appliedSn()), from - 1);
    long to = copies.single() ? log.lastSn() : Math.min(known, log.lastSn());
    if (to >= from) {
      log.replay(from, to, replayer::replay);
    }
    replayer.publish();
    if (replayer.count > 0) {
      LOG.info("replayed {} entries, from {} to {}", replayer.count, from, to);
    }
    return Math.max(to, Math.min(from - 1, log.lastSn()));
  }

  private static void recoverTail(EntryLog log, long committedSn, Replica replica)
      throws IOException {
    if (log.lastSn() > committedSn) {
      try {
        log.replay(committedSn + 1, replica::recover);
      } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
        throw new UntrustedReplicaException("the log's tail is malformed", malformed);
      }
    }
  }

  private static final class Replayer {
    private final EntryCodec codec;
    private final DataFiles data;
    private final CommittedState committed;
    private final ReplayHazards hazards;
    private final Parts parts;
    private final Optional<ChangedBlocks> changed;
    private long count;
    private long lastSn;
    private int staged;

    Replayer(
        EntryCodec codec,
        DataFiles data,
        CommittedState committed,
        ReplayHazards hazards,
        Parts parts,
        Optional<ChangedBlocks> changed) {
      this.codec = codec;
      this.parts = parts;
      this.changed = changed;
      this.data = data;
      this.committed = committed;
      this.hazards = hazards;
    }

    void replay(long epoch, long sn, Durability durability, ByteBuf body) throws IOException {
      EntryCodec.Decoded decoded;
      try {
        decoded = codec.decode(sn, durability, body);
      } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
        throw new UntrustedReplicaException("entry " + sn + " of the log is malformed", malformed);
      }
      LogEntry entry = decoded.entry();
      for (DataChange change : entry.data()) {
        hazards.note(change);
        Replica.applyTo(data, change);
        changed.ifPresent(blocks -> blocks.note(change));
        Replica.releasePayload(change);
      }
      for (FileRanges.Range range : decoded.absent()) {
        absent(range);
      }
      committed.stage(entry, body);
      lastSn = sn;
      count++;
      if (++staged == ENTRIES_PER_PUBLICATION) {
        publish();
      }
    }

    /** The bytes are in the data file, unless that was never so, or the machine forgot them. */
    private void absent(FileRanges.Range range) throws IOException {
      changed.ifPresent(blocks -> blocks.note(range));
      if (parts.lost() || parts.sync().stage() != SyncState.Stage.WHOLE) {
        parts.sync().missing().add(range.dataId(), range.from(), range.to());
      } else {
        data.changedBefore(range.dataId()); // perhaps not durable yet
      }
    }

    void publish() {
      if (staged > 0) {
        committed.publish(lastSn);
        staged = 0;
      }
    }
  }
}
