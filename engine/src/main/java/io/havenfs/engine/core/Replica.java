package io.havenfs.engine.core;

import io.havenfs.engine.data.DataFiles;
import io.havenfs.engine.log.EntryLog;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The replica's state machine: decides changes, appends entries, applies what is committed. It has
 * no thread and no clock; whoever drives it (the sequencer's thread, or a simulation) is its only
 * owner.
 *
 * <p>The order of a driver's calls: {@link #decide} any number of times, {@link #write}, then
 * {@link #commit} with the highest sequence number that is known to be durable as promised.
 */
final class Replica {
  /** The only epoch of a service that has one replica. */
  static final long EPOCH = 1;

  private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  private final CommittedState committed;
  private final EntryLog log;
  private final DataFiles data;
  private final Overlay overlay = new Overlay();
  private final PendingData pendingData = new PendingData();
  private final ReplayHazards hazards;
  private final Turn turn;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long decidedSn;
  private long appliedSn;
  private long lastDiskSn;

  Replica(
      CommittedState committed,
      EntryLog log,
      DataFiles data,
      ReplayHazards hazards,
      long recoveredSn,
      RandomGenerator random) {
    this.committed = committed;
    this.log = log;
    this.data = data;
    this.hazards = hazards;
    turn = new Turn(committed, overlay, pendingData, hazards, random);
    decidedSn = recoveredSn;
    appliedSn = recoveredSn;
    lastDiskSn = recoveredSn;
  }

  /** Decides one change and appends its entry, if it needs one. */
  void decide(Change change, long wallNanos) throws IOException {
    turn.begin(decidedSn + 1, wallNanos);
    change.decide(turn);
    if (turn.isEmpty()) {
      waiting.add(new Waiting(change, decidedSn, null, null, turn.takeFlushes()));
      return;
    }
    LogEntry entry = turn.takeEntry();
    ByteBuf body = ALLOCATOR.directBuffer(EntryCodec.sizeHint(entry));
    EntryCodec.encode(entry, body);
    log.append(EPOCH, entry.sn(), entry.durability(), body);
    decidedSn = entry.sn();
    if (entry.durability() == Durability.DISK) {
      lastDiskSn = entry.sn();
    }
    waiting.add(new Waiting(change, decidedSn, entry, body, turn.takeFlushes()));
  }

  /** Hands everything appended to the operating system. */
  void write() throws IOException {
    log.write();
  }

  /**
   * The highest sequence number that is committed when the log is synced up to {@code syncedSn}:
   * entries that need no disk commit as soon as those before them are.
   */
  long committable(long syncedSn) {
    return syncedSn >= lastDiskSn ? decidedSn : firstUnsynced(syncedSn) - 1;
  }

  private long firstUnsynced(long syncedSn) {
    for (Waiting each : waiting) {
      LogEntry entry = each.entry();
      if (entry != null && entry.sn() > syncedSn && entry.durability() == Durability.DISK) {
        return entry.sn();
      }
    }
    return decidedSn + 1;
  }

  /** The entry up to which the log has to be synced before all that is decided is committed. */
  long lastDiskSn() {
    return lastDiskSn;
  }

  long decidedSn() {
    return decidedSn;
  }

  long appliedSn() {
    return appliedSn;
  }

  /**
   * Applies the entries up to {@code sn} and returns the changes that are done with, in order.
   * Those that name data files to flush may be answered only after that.
   */
  List<Waiting> commit(long sn) throws IOException {
    List<Waiting> done = new ArrayList<>();
    for (Waiting next = waiting.peek(); next != null && next.sn() <= sn; next = waiting.peek()) {
      done.add(waiting.remove());
    }
    apply(done);
    return done;
  }

  /**
   * Bytes are in a data file before the rows that tell of them, and a data file goes after the rows
   * that told of it: a reader of the committed rows never finds their contents missing. Nothing can
   * follow the drop of a file, whose id is not used again.
   */
  private void apply(List<Waiting> done) throws IOException {
    long last = appliedSn;
    for (Waiting each : done) {
      LogEntry entry = each.entry();
      if (entry != null) {
        applyData(entry, false);
        committed.stage(entry, Objects.requireNonNull(each.body()));
        last = entry.sn();
      }
    }
    if (last == appliedSn) {
      return;
    }
    committed.publish(last);
    appliedSn = last;
    for (Waiting each : done) {
      LogEntry entry = each.entry();
      if (entry != null) {
        applyData(entry, true);
      }
      release(each);
    }
  }

  /** Applies an entry's drops, or everything else. */
  private void applyData(LogEntry entry, boolean drops) throws IOException {
    for (DataChange change : entry.data()) {
      if (change instanceof DataChange.Drop != drops) {
        continue;
      }
      applyTo(data, change);
      pendingData.applied(change);
      if (change instanceof DataChange.Write write) {
        write.payload().release();
      }
    }
  }

  private void release(Waiting each) {
    LogEntry entry = each.entry();
    if (entry != null) {
      for (Row<?, ?> row : entry.rows()) {
        overlay.applied(row, entry.sn());
      }
    }
    if (each.body() != null) {
      each.body().release();
    }
  }

  /** Does to a data file what {@code change} says. */
  static void applyTo(DataFiles data, DataChange change) throws IOException {
    switch (change) {
      case DataChange.Write(long id, long offset, ByteBuf payload, boolean logged) ->
          data.write(id, offset, payload);
      case DataChange.Truncate(long id, long size) -> data.truncate(id, size);
      case DataChange.Punch(long id, long offset, long length) -> data.punch(id, offset, length);
      case DataChange.Allocate(long id, long offset, long length) ->
          data.allocate(id, offset, length);
      case DataChange.Drop(long id) -> data.drop(id);
    }
  }

  /** A checkpoint of everything applied so far begins: returns its sequence number. */
  long checkpointBegins() {
    hazards.checkpointBegins();
    for (Waiting each : waiting) {
      // Decided, but not applied: the checkpoint does not cover it, replay will.
      LogEntry entry = each.entry();
      if (entry != null) {
        entry.data().forEach(hazards::note);
      }
    }
    return appliedSn;
  }

  /** The checkpoint that began last is durable. */
  void checkpointDone() {
    hazards.checkpointDone();
  }

  /** Gives up everything that is not applied; returns the changes that will never commit. */
  List<Waiting> abandon() {
    List<Waiting> abandoned = new ArrayList<>(waiting);
    waiting.clear();
    for (Waiting each : abandoned) {
      LogEntry entry = each.entry();
      if (entry != null) {
        entry.data().forEach(Replica::releasePayload);
      }
      if (each.body() != null) {
        each.body().release();
      }
    }
    return abandoned;
  }

  private static void releasePayload(DataChange change) {
    if (change instanceof DataChange.Write write) {
      write.payload().release();
    }
  }
}
