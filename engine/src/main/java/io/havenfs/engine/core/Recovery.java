package io.havenfs.engine.core;

import io.havenfs.engine.data.DataFiles;
import io.havenfs.engine.log.EntryLog;
import io.havenfs.engine.store.TableStore;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskLock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
 * the log.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int ENTRIES_PER_PUBLICATION = 512;

  private final EnginePorts ports;
  private final EngineLimits limits;
  private final List<Table<?, ?>> schema;

  Recovery(EnginePorts ports, EngineLimits limits, List<Table<?, ?>> tables) {
    this.ports = ports;
    this.limits = limits;
    schema = new ArrayList<>(tables);
    schema.add(Meta.TABLE);
  }

  /** Opens the replica; {@code format} fills a new one. */
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
    TableStore store = ports.tables().open();
    EntryLog log = EntryLog.open(disk, "log", ports.logLimits(), ports.random()::nextLong);
    DataFiles data = DataFiles.open(disk, "data", ports.dataLimits());
    CommittedState committed = new CommittedState(store, data, schema, limits);
    ReplayHazards hazards = new ReplayHazards();
    boolean lost = previous.isPresent() && mayHaveLostState(previous.get());
    if (!lost && log.lastSn() < store.appliedSn()) {
      // What was handed to the system outlives a process, so only damage explains this.
      throw new UntrustedReplicaException(
          "the log ends with entry %d, but the tables hold entry %d: part of the log is missing"
              .formatted(log.lastSn(), store.appliedSn()));
    }
    long recovered = replay(store, log, data, committed, hazards);
    Replica replica = new Replica(committed, log, data, hazards, recovered, ports.random());
    identify(replica, log, committed, lost, format);
    RunRecord run = new RunRecord(ports.bootId(), false);
    run.write(disk);
    return new OpenReplica(
        disk,
        ownership,
        run,
        store,
        log,
        data,
        committed,
        new SpaceGuard(disk, ports.time(), limits.reserveBytes()),
        replica,
        committed.meta(Meta.SERVICE_ID),
        committed.meta(Meta.WRITE_VERIFIER),
        lost);
  }

  private boolean mayHaveLostState(RunRecord previous) {
    return !previous.clean() && !previous.bootId().equals(ports.bootId());
  }

  private long replay(
      TableStore store,
      EntryLog log,
      DataFiles data,
      CommittedState committed,
      ReplayHazards hazards)
      throws IOException {
    Long checkpoint = committed.get(Meta.TABLE, Meta.CHECKPOINT);
    long from = checkpoint == null ? 1 : checkpoint + 1;
    if (log.lastSn() >= from && log.firstSn() > from) {
      throw new UntrustedReplicaException(
          "the log begins with entry %d, but the tables need entry %d"
              .formatted(log.firstSn(), from));
    }
    Replayer replayer = new Replayer(new EntryCodec(schema), data, committed, hazards);
    if (log.lastSn() >= from) {
      log.replay(from, replayer::replay);
    }
    replayer.publish();
    if (replayer.count > 0) {
      LOG.info("replayed {} entries, from {} to {}", replayer.count, from, log.lastSn());
    }
    catchUp(log, store.appliedSn());
    return log.lastSn();
  }

  /** Entries that only the store still has are done; the log gets empty ones in their place. */
  private static void catchUp(EntryLog log, long appliedSn) throws IOException {
    ByteBuf nothing = Unpooled.buffer();
    EntryCodec.encode(new LogEntry(0, Durability.MEMORY, List.of(), List.of()), nothing);
    while (log.lastSn() < appliedSn) {
      log.append(Replica.EPOCH, log.lastSn() + 1, Durability.MEMORY, nothing);
    }
    log.write();
  }

  /** Gives a new service its identity, and a new write verifier where writes may have been lost. */
  private void identify(
      Replica replica,
      EntryLog log,
      CommittedState committed,
      boolean lost,
      Consumer<Transaction> format)
      throws IOException {
    boolean isNew = committed.get(Meta.TABLE, Meta.SERVICE_ID) == null;
    if (!isNew && !lost) {
      return;
    }
    replica.decide(new Identification(isNew, format), ports.time().wallNanos());
    replica.write();
    log.sync();
    replica.commit(replica.decidedSn());
  }

  private record Identification(boolean isNew, Consumer<Transaction> format) implements Change {
    @Override
    public void decide(Transaction tx) {
      tx.require(Durability.DISK);
      tx.put(Meta.TABLE, Meta.WRITE_VERIFIER, tx.random());
      if (isNew) {
        tx.put(Meta.TABLE, Meta.SERVICE_ID, tx.random());
        format.accept(tx);
      }
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {}
  }

  private static final class Replayer {
    private final EntryCodec codec;
    private final DataFiles data;
    private final CommittedState committed;
    private final ReplayHazards hazards;
    private long count;
    private long lastSn;
    private int staged;

    Replayer(EntryCodec codec, DataFiles data, CommittedState committed, ReplayHazards hazards) {
      this.codec = codec;
      this.data = data;
      this.committed = committed;
      this.hazards = hazards;
    }

    void replay(long epoch, long sn, Durability durability, ByteBuf body) throws IOException {
      LogEntry entry;
      try {
        entry = codec.decode(sn, durability, body);
      } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
        throw new UntrustedReplicaException("entry " + sn + " of the log is malformed", malformed);
      }
      for (DataChange change : entry.data()) {
        hazards.note(change);
        Replica.applyTo(data, change);
        if (change instanceof DataChange.Write write) {
          write.payload().release();
        }
      }
      committed.stage(entry, body);
      lastSn = sn;
      count++;
      if (++staged == ENTRIES_PER_PUBLICATION) {
        publish();
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
