package io.havenfs.engine.core;

import io.havenfs.engine.data.DataFiles;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EntryLog;
import io.havenfs.engine.log.EpochRun;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The replica's state machine: decides changes or accepts those that another copy decided, appends
 * entries, applies what is committed. It has no thread and no clock; whoever drives it (the
 * sequencer's thread, or a simulation) is its only owner.
 *
 * <p>The order of a driver's calls: {@link #decide} or {@link #accept} any number of times, {@link
 * #write}, then {@link #commit} with the highest sequence number that is known to be committed.
 *
 * <p><b>The tail.</b> Entries that are in the log and not applied. A replica that is opened, or
 * that stops leading, keeps its tail until a primary confirms or {@linkplain #cut cuts} it, or
 * until it leads itself and all copies that count have it.
 */
public final class Replica {
  private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  private final CommittedState committed;
  private final EntryLog log;
  private final DataFiles data;
  private final EntryCodec codec;
  private final SyncState sync;
  private final Optional<ChangedBlocks> changed;
  private final Overlay overlay = new Overlay();
  private final PendingData pendingData = new PendingData();
  private final ReplayHazards hazards;
  private final Turn turn;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Optional<ApplyWatch> watch = Optional.empty();
  private long epoch;
  private long decidedSn;
  private long appliedSn;
  private long lastDiskSn;

  /** Up to this entry, the tail is from an earlier process, which may have applied some of it. */
  private long recoveredSn;

  /** Sees changes of data files when they are applied. */
  public interface ApplyWatch {
    /** The change of entry {@code sn} was applied; its payload is released after the call. */
    void applied(long sn, DataChange change);

    /** A write of entry {@code sn} should have been applied, but its bytes are not here. */
    void absent(long sn, FileRanges.Range range);
  }

  /**
   * How a replica begins.
   *
   * @param recoveredSn the last entry that is applied
   * @param least the least durability of what it decides
   */
  record Start(long recoveredSn, Durability least, RandomGenerator random) {}

  Replica(
      CommittedState committed,
      EntryLog log,
      DataFiles data,
      EntryCodec codec,
      SyncState sync,
      Optional<ChangedBlocks> changed,
      ReplayHazards hazards,
      Start start) {
    this.committed = committed;
    this.log = log;
    this.data = data;
    this.codec = codec;
    this.sync = sync;
    this.changed = changed;
    this.hazards = hazards;
    turn = new Turn(committed, overlay, pendingData, hazards, start);
    decidedSn = start.recoveredSn();
    appliedSn = start.recoveredSn();
    lastDiskSn = start.recoveredSn();
  }

  /** Decides one change and appends its entry, if it needs one; that is returned then. */
  @Nullable Waiting decide(Change change, long wallNanos) throws IOException {
    turn.begin(decidedSn + 1, wallNanos);
    change.decide(turn);
    if (turn.isEmpty()) {
      waiting.add(new Waiting(change, decidedSn, epoch, null, null, turn.takeFlushes(), List.of()));
      return null;
    }
    LogEntry entry = turn.takeEntry();
    ByteBuf body = ALLOCATOR.directBuffer(EntryCodec.sizeHint(entry));
    EntryCodec.encode(entry, body);
    Waiting decided =
        new Waiting(change, entry.sn(), epoch, entry, body, turn.takeFlushes(), List.of());
    append(decided, entry, body);
    return decided;
  }

  private void append(Waiting next, LogEntry entry, ByteBuf body) throws IOException {
    log.append(next.epoch(), entry.sn(), entry.durability(), body);
    decidedSn = entry.sn();
    if (entry.durability() == Durability.DISK) {
      lastDiskSn = entry.sn();
    }
    waiting.add(next);
  }

  /**
   * Appends an entry that another copy decided, the next one; takes over its references.
   *
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} when it is not an entry
   *     that can follow; nothing has changed then
   */
  public void accept(ShippedEntry shipped) throws IOException {
    try {
      if (shipped.sn() != decidedSn + 1 || shipped.epoch() < log.lastEpoch()) {
        throw new IllegalArgumentException(
            "entry %d of epoch %d cannot follow entry %d of epoch %d"
                .formatted(shipped.sn(), shipped.epoch(), decidedSn, log.lastEpoch()));
      }
      EntryCodec.Decoded decoded = codec.decode(shipped);
      if (!decoded.absent().isEmpty()) {
        sync.missesData();
      }
      keep(shipped, decoded);
    } finally {
      shipped.release();
    }
  }

  private void keep(ShippedEntry shipped, EntryCodec.Decoded decoded) throws IOException {
    Optional<LogEntry> changedHere = admitted(decoded.entry());
    LogEntry entry = changedHere.orElse(decoded.entry());
    ByteBuf body;
    if (changedHere.isEmpty()) {
      body = shipped.body().retainedDuplicate();
    } else {
      body = ALLOCATOR.directBuffer(EntryCodec.sizeHint(entry));
      EntryCodec.encode(entry, body);
    }
    append(
        new Waiting(null, entry.sn(), shipped.epoch(), entry, body, Set.of(), decoded.absent()),
        entry,
        body);
  }

  /**
   * The entry as it has to be in this copy's log, where that is another form: checkpoints differ
   * between copies, and with them what a replay could hurt.
   */
  private Optional<LogEntry> admitted(LogEntry entry) {
    boolean same = true;
    List<DataChange> admitted = new ArrayList<>(entry.data().size());
    for (DataChange change : entry.data()) {
      DataChange here = hazards.admit(change);
      same &= isLogged(here) == isLogged(change);
      admitted.add(here);
    }
    return same
        ? Optional.empty()
        : Optional.of(new LogEntry(entry.sn(), entry.durability(), entry.rows(), admitted));
  }

  private static boolean isLogged(DataChange change) {
    return !(change instanceof DataChange.Write write) || write.logged();
  }

  /** Takes an entry found in the log behind what is known to be committed. */
  void recover(long entryEpoch, long sn, Durability durability, ByteBuf logged) {
    ByteBuf body = ALLOCATOR.directBuffer(logged.readableBytes());
    body.writeBytes(logged, logged.readerIndex(), logged.readableBytes());
    EntryCodec.Decoded decoded = codec.decode(sn, durability, body);
    decoded.entry().data().forEach(hazards::note);
    waiting.add(
        new Waiting(null, sn, entryEpoch, decoded.entry(), body, Set.of(), decoded.absent()));
    decidedSn = sn;
    recoveredSn = sn;
    if (durability == Durability.DISK) {
      lastDiskSn = sn;
    }
  }

  /** Hands everything appended to the operating system. */
  void write() throws IOException {
    log.write();
  }

  /**
   * The highest sequence number that is committed when all copies have the log in memory up to
   * {@code memorySn} and on stable storage up to {@code diskSn}: entries that need no disk commit
   * as soon as those before them are.
   */
  long committable(long memorySn, long diskSn) {
    long limit = Math.min(memorySn, decidedSn);
    return diskSn >= Math.min(lastDiskSn, limit) ? limit : firstUnsynced(diskSn, limit) - 1;
  }

  private long firstUnsynced(long diskSn, long limit) {
    for (Waiting each : waiting) {
      LogEntry entry = each.entry();
      if (entry != null && entry.sn() > diskSn && entry.durability() == Durability.DISK) {
        return Math.min(entry.sn(), limit + 1);
      }
    }
    return limit + 1;
  }

  /** The entry up to which the log has to be synced before all that is decided is committed. */
  long lastDiskSn() {
    return lastDiskSn;
  }

  /** The last entry in the log. */
  public long decidedSn() {
    return decidedSn;
  }

  /** The last entry applied; all up to it are committed. */
  public long appliedSn() {
    return appliedSn;
  }

  /** The epoch of entry {@code sn}; 0 when the log does not know. */
  public long epochOf(long sn) {
    return log.epochOf(sn);
  }

  /** The epochs of the entries in the tail. */
  public List<EpochRun> tail() {
    return log.epochsAfter(appliedSn);
  }

  /** The entries of the tail behind {@code sn}, with new references. */
  public List<ShippedEntry> tailBehind(long sn) {
    List<ShippedEntry> entries = new ArrayList<>();
    for (Waiting each : waiting) {
      LogEntry entry = each.entry();
      if (entry != null && entry.sn() > sn) {
        entries.add(ship(each));
      }
    }
    return entries;
  }

  /** A decided entry for other copies, with references of its own. */
  static ShippedEntry ship(Waiting each) {
    LogEntry entry = Objects.requireNonNull(each.entry());
    List<ByteBuf> payloads = new ArrayList<>(0);
    for (DataChange change : entry.data()) {
      if (change instanceof DataChange.Write write && !write.logged()) {
        payloads.add(write.payload().retainedDuplicate());
      }
    }
    ByteBuf body = Objects.requireNonNull(each.body()).retainedDuplicate();
    boolean complete = each.absent().isEmpty();
    return new ShippedEntry(each.epoch(), entry.sn(), entry.durability(), body, payloads, complete);
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
        applyData(each, entry, false);
        committed.stage(entry, Objects.requireNonNull(each.body()));
        last = entry.sn();
      }
    }
    if (last == appliedSn) {
      return;
    }
    committed.publish(last);
    appliedSn = last;
    log.committed(last);
    for (Waiting each : done) {
      LogEntry entry = each.entry();
      if (entry != null) {
        applyData(each, entry, true);
      }
      release(each);
    }
  }

  /** Applies an entry's drops, or everything else. */
  private void applyData(Waiting each, LogEntry entry, boolean drops) throws IOException {
    for (DataChange change : entry.data()) {
      if (change instanceof DataChange.Drop != drops) {
        continue;
      }
      applyTo(data, change);
      noteApplied(entry.sn(), change);
      pendingData.applied(change);
      releasePayload(change);
    }
    if (!drops && !each.absent().isEmpty()) {
      sync.missesData();
      for (FileRanges.Range range : each.absent()) {
        sync.missing().add(range.dataId(), range.from(), range.to());
        data.changedBefore(range.dataId());
        changed.ifPresent(blocks -> blocks.note(range));
        watch.ifPresent(watching -> watching.absent(entry.sn(), range));
      }
    }
  }

  private void noteApplied(long sn, DataChange change) {
    if (changed.isPresent()) {
      changed.get().note(change);
      if (change instanceof DataChange.Drop) {
        sync.missing().remove(change.dataId());
      }
    }
    if (watch.isPresent()) {
      watch.get().applied(sn, change);
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

  /** Shows {@code newWatch} what is applied from now on; nothing ends that. */
  public void watch(Optional<ApplyWatch> newWatch) {
    watch = newWatch;
  }

  /**
   * Takes away the entries behind {@code afterSn}, none of which is applied: another history has
   * been decided in their place. Nobody may wait for them. Durable when this returns.
   */
  public void cut(long afterSn) throws IOException {
    if (afterSn < appliedSn) {
      throw new IllegalArgumentException(
          "entry %d is applied and cannot be cut behind %d".formatted(appliedSn, afterSn));
    }
    if (afterSn >= decidedSn) {
      return;
    }
    while (!waiting.isEmpty() && waiting.getLast().sn() > afterSn) {
      Waiting cut = waiting.removeLast();
      if (cut.sn() <= recoveredSn) {
        doubt(cut);
      }
      drop(cut);
    }
    log.cut(afterSn);
    decidedSn = afterSn;
    lastDiskSn = Math.min(lastDiskSn, afterSn);
  }

  /**
   * An earlier process may have known that the entry is committed, and applied it to data files,
   * before all copies that counted lost it.
   */
  private void doubt(Waiting cut) throws IOException {
    LogEntry entry = cut.entry();
    if (entry != null && !entry.data().isEmpty()) {
      sync.missesData();
      entry.data().forEach(change -> ChangedBlocks.add(change, sync.missing()));
    }
    if (!cut.absent().isEmpty()) {
      sync.missesData();
      cut.absent().forEach(range -> sync.missing().add(range.dataId(), range.from(), range.to()));
    }
  }

  private static void drop(Waiting each) {
    LogEntry entry = each.entry();
    if (entry != null) {
      entry.data().forEach(Replica::releasePayload);
    }
    if (each.body() != null) {
      each.body().release();
    }
  }

  /**
   * Decides from now on, under {@code newEpoch}. There must be no tail.
   *
   * @return whether contents of data files may be lost for which nobody has the bytes any more
   */
  boolean lead(long newEpoch) throws IOException {
    if (appliedSn != decidedSn) {
      throw new IllegalStateException("there is a tail");
    }
    epoch = newEpoch;
    turn.refresh();
    boolean lost = sync.stage() != SyncState.Stage.WHOLE || !sync.missing().isEmpty();
    sync.whole();
    return lost;
  }

  /** Entries that only the tables still have are done; the log gets empty ones in their place. */
  void fillLog(long tablesSn, long fillEpoch) throws IOException {
    ByteBuf nothing = Unpooled.buffer();
    EntryCodec.encode(new LogEntry(0, Durability.MEMORY, List.of(), List.of()), nothing);
    while (log.lastSn() < tablesSn) {
      log.append(fillEpoch, log.lastSn() + 1, Durability.MEMORY, nothing);
    }
    log.write();
    restart(log.lastSn());
  }

  /**
   * Stops deciding: what was decided and is not committed becomes a tail. Returns the changes that
   * nobody will answer now.
   */
  List<Change> follow() {
    List<Change> unanswered = new ArrayList<>();
    List<Waiting> all = new ArrayList<>(waiting);
    waiting.clear();
    for (Waiting each : all) {
      if (each.change() != null) {
        unanswered.add(each.change());
      }
      if (each.entry() != null) {
        waiting.add(each.orphaned());
      }
    }
    overlay.clear();
    pendingData.clear();
    epoch = 0;
    return unanswered;
  }

  /** Goes on behind entry {@code sn}, after the tables were replaced by those of that entry. */
  void restart(long sn) {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); all.remove()) {
      drop(all.next());
    }
    decidedSn = sn;
    appliedSn = sn;
    lastDiskSn = sn;
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
  List<Change> abandon() {
    List<Change> abandoned = new ArrayList<>();
    for (Waiting each : waiting) {
      if (each.change() != null) {
        abandoned.add(each.change());
      }
      drop(each);
    }
    waiting.clear();
    return abandoned;
  }

  static void releasePayload(DataChange change) {
    if (change instanceof DataChange.Write write) {
      write.payload().release();
    }
  }
}
