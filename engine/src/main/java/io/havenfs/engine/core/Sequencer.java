package io.havenfs.engine.core;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done in which order to an open replica: the turns of its owner, and checkpoints. It has
 * no thread of its own; a {@link ServiceEngine} gives it one, a simulation calls it.
 *
 * <p>All methods belong to the owner except those that say otherwise. An exception is a fault: the
 * owner stops calling {@link #turn}, and ends with {@link #abandon}.
 */
public final class Sequencer {
  private final OpenReplica opened;
  private final Replica replica;
  private final EngineLimits limits;
  private final SequencerPorts ports;
  private final Consumer<Transaction> format;
  private final CopyFiles files;
  private final Flushings flushings;
  private final Checkpoints checkpoints;
  private volatile Role role;
  private volatile boolean stateLost;

  Sequencer(
      OpenReplica opened, EngineLimits limits, SequencerPorts ports, Consumer<Transaction> format) {
    this.opened = opened;
    this.replica = opened.replica();
    this.limits = limits;
    this.ports = ports;
    this.format = format;
    this.files = new CopyFiles(opened);
    this.flushings = new Flushings(opened, ports, this::answer);
    this.checkpoints = new Checkpoints(opened, limits, ports);
    this.stateLost = opened.stateLost();
    this.role = opened.copies().sole() ? LoneRole.SOLE : LoneRole.IDLE;
  }

  /**
   * Opens the replica in {@code ports}' disk for one of several copies; it is {@link
   * LoneRole#IDLE}.
   *
   * @param format fills a new service, when this copy is the first to lead it
   * @throws io.havenfs.host.disk.DiskLockedException when another process owns the replica
   */
  public static Sequencer open(
      EnginePorts engine,
      EngineLimits limits,
      Copies copies,
      List<Table<?, ?>> schema,
      Function<LogSync, SequencerPorts> ports,
      Consumer<Transaction> format)
      throws IOException {
    OpenReplica opened = new Recovery(engine, limits, copies, schema).open(format);
    LogSync sync = new LogSync(opened.log());
    return new Sequencer(opened, limits, ports.apply(sync), format);
  }

  /** Any thread. */
  public View committed() {
    return opened.committed();
  }

  /** The replica's state machine. */
  public Replica replica() {
    return replica;
  }

  /** The copy's log, tables and data files, for other copies. Any thread. */
  public CopyFiles files() {
    return files;
  }

  /** Any thread. */
  public Role role() {
    return role;
  }

  public SequencerPorts ports() {
    return ports;
  }

  /** Any thread. */
  public long writeVerifier() {
    return opened.writeVerifier();
  }

  /** Any thread; the service must have an identity. */
  public long serviceId() {
    return opened.serviceId();
  }

  /** Whether the service has no identity here: it is new, or this copy is empty. */
  public boolean isNew() {
    return opened.isNew();
  }

  /** Whether state of memory durability may have been lost at the last start. Any thread. */
  public boolean stateLost() {
    return stateLost;
  }

  /**
   * Whether the service has lost client state and nothing was decided about it; of a copy that
   * leads. Any thread.
   */
  public boolean lossPending() {
    return opened.committed().get(Meta.TABLE, Meta.STATE_LOST) != null;
  }

  /** What was lost is made up for by this transaction. */
  public static void lossMadeUpFor(Transaction tx) {
    tx.delete(Meta.TABLE, Meta.STATE_LOST);
  }

  /** Any thread. */
  public Capacity capacity() {
    return opened.space().capacity();
  }

  /** The newest epoch this copy heard of. */
  public long epoch() {
    return opened.run().epoch();
  }

  /** This copy heard of {@code epoch}: durable when this returns. */
  public void heardOf(long epoch) throws IOException {
    opened.run().heardOf(epoch, opened.disk());
  }

  /**
   * Takes another role. Nothing is answered any more of what was decided before: those changes
   * fail, and their entries become a tail. Returns those changes, to be told.
   */
  public List<Change> become(Role next) {
    List<Change> unanswered = new ArrayList<>(replica.follow());
    unanswered.addAll(flushings.abandon());
    role = next;
    return unanswered;
  }

  /**
   * Before a copy that leads looks at its tail: what only its tables remember goes into the log.
   */
  public void prepareLeading(long epoch) throws IOException {
    if (opened.tablesAhead() && opened.log().lastSn() < opened.store().appliedSn()) {
      replica.fillLog(opened.store().appliedSn(), epoch);
    }
  }

  /**
   * Begins to decide under {@code epoch}; there is no tail. A new service gets its identity, and
   * one that may have lost unstable writes another write verifier: changes may be decided once that
   * is applied, too.
   */
  public void beginDeciding(long epoch) throws IOException {
    boolean dataLost = replica.lead(epoch);
    if (opened.isNew() || stateLost || dataLost) {
      boolean mayDiffer = stateLost || dataLost;
      Optional<Loss> loss = Loss.of(stateLost, epoch, replica);
      decideNow(new Identification(opened.isNew(), loss, mayDiffer, format));
    }
  }

  private void decideNow(Change change) throws IOException {
    decide(change, ports.time().wallNanos());
    role.decided();
  }

  /**
   * Whether an entry that another copy has applied can be in this copy's history, as far as losses
   * are concerned.
   */
  public boolean mayShare(long sn, long epoch) {
    boolean[] shared = {true};
    opened
        .committed()
        .scan(
            Meta.HISTORIES,
            epoch + 1,
            (began, lastSn) -> {
              shared[0] = sn <= lastSn;
              return shared[0];
            });
    return shared[0];
  }

  /**
   * What other copies had and this one has not is given up for good: it counts as lost here from
   * now on, durably so. This copy must be whole and must not lead.
   */
  public void giveUpTheRest() throws IOException {
    opened.run().lose(opened.disk());
    stateLost = true;
  }

  /** Whether copies may differ in what no log names, and were not {@link #compared} since. */
  public boolean mayDiffer() {
    return opened.committed().get(Meta.TABLE, Meta.MAY_DIFFER) != null;
  }

  /** All copies were compared; decides that this is so. */
  public void compared() throws IOException {
    decideNow(new Compared());
  }

  /** What {@link #beginDeciding} decided is applied: what may have been lost is made up for. */
  public void identified() throws IOException {
    opened.run().madeUpFor(opened.disk());
  }

  /** Whether data may be missing here, or the tables: then this copy is not whole. */
  public boolean isWhole() {
    return opened.sync().stage() == SyncState.Stage.WHOLE && opened.sync().missing().isEmpty();
  }

  /** Whether tables and log are worth something: otherwise only {@link #beginLoading} helps. */
  public boolean hasTables() {
    return opened.sync().stage() != SyncState.Stage.LOADING
        && (!opened.tablesAhead() || opened.log().lastSn() >= opened.store().appliedSn());
  }

  /** What has to be fetched from another copy. */
  public FileRanges missing() {
    return opened.sync().missing();
  }

  /** Data may be missing from now on, durably so. */
  public void missesData() throws IOException {
    opened.sync().missesData();
  }

  /**
   * Everything missing was fetched: takes a checkpoint, which waits for the disk, and is whole
   * then.
   */
  public void becomeWhole() throws IOException {
    if (opened.sync().stage() != SyncState.Stage.WHOLE) {
      opened.checkpointNow();
      checkpoints.outdated(); // one under way is older
      opened.sync().whole();
    }
    opened.run().madeUpFor(opened.disk());
    stateLost = false;
  }

  /** Throws tables and log away, to be replaced by another copy's. */
  public void beginLoading() throws IOException {
    checkpoints.outdated();
    // Whoever starts from the tables to come replays nothing of what was done so far.
    opened.data().syncAllDirty();
    opened.sync().loading();
    opened.store().clear();
    opened.committed().reload();
  }

  /** Takes encoded rows of another copy's tables. */
  public void load(ByteBuf rows) {
    opened.committed().load(rows, 0);
  }

  /** The tables are complete as of entry {@code sn}, of {@code epoch}; {@code missing} is not. */
  public void finishLoading(long sn, long epoch, FileRanges missing) throws IOException {
    opened.committed().load(CopyFiles.NO_ROWS.duplicate(), sn);
    opened.committed().recordCheckpoint(sn, epoch);
    opened.store().flush();
    opened.log().reset(sn + 1, epoch);
    opened.changed().orElseThrow().reset(sn + 1);
    opened.committed().reload();
    replica.restart(sn);
    opened.sync().loaded(missing);
  }

  /**
   * One turn: decides what is queued if the role lets it, writes, commits what may be, answers.
   *
   * @return whether anything was done: then there may be more
   */
  public boolean turn(Supplier<@Nullable Change> queue) throws IOException {
    boolean worked = decideQueued(queue);
    worked |= write();
    worked |= commit();
    checkpoints.proceed();
    role.turnEnded(ports.time().nanoTime(), worked);
    return worked;
  }

  /** Whether a turn would find nothing to do but what comes in. */
  public boolean isQuiet() {
    return committable() <= replica.appliedSn()
        && opened.log().lastSn() == opened.log().writtenSn();
  }

  /** Whether everything decided is applied and answered, and nothing goes on beside. */
  public boolean isIdle() {
    return (!role.leads() || replica.appliedSn() == replica.decidedSn())
        && flushings.isEmpty()
        && checkpoints.isStill();
  }

  /** Whether everything decided is applied and answered. */
  public boolean isAnswered() {
    return replica.appliedSn() == replica.decidedSn() && flushings.isEmpty();
  }

  /** Whether nothing goes on beside. */
  boolean isStill() {
    return checkpoints.isStill();
  }

  private boolean decideQueued(Supplier<@Nullable Change> queue) throws IOException {
    if (!role.decides()) {
      return !role.leads() && refuse(queue);
    }
    long now = 0;
    int count = 0;
    for (Change next = queue.get(); next != null; next = queue.get()) {
      if (count == 0) {
        now = ports.time().wallNanos();
      }
      decide(next, now);
      if (++count == limits.turnChanges()) {
        break;
      }
    }
    if (count > 0) {
      role.decided();
    }
    return count > 0;
  }

  private void decide(Change change, long now) throws IOException {
    Waiting decided = replica.decide(change, now);
    if (decided != null && role.ships()) {
      role.appended(Replica.ship(decided));
    }
  }

  private static boolean refuse(Supplier<@Nullable Change> queue) {
    boolean any = false;
    for (Change next = queue.get(); next != null; next = queue.get()) {
      next.failed(new NotLeadingException());
      any = true;
    }
    return any;
  }

  private boolean write() throws IOException {
    if (opened.log().lastSn() == opened.log().writtenSn()) {
      return false;
    }
    replica.write();
    ports.requestSync(replica.lastDiskSn());
    return true;
  }

  private long committable() {
    Role current = role;
    return current.leads()
        ? replica.committable(current.memorySn(), Math.min(current.diskSn(), ports.syncedSn()))
        : Math.min(current.memorySn(), replica.decidedSn());
  }

  /** The last entry that has to be on stable storage to be committed. */
  public long lastDiskSn() {
    return replica.lastDiskSn();
  }

  /** Commits what the role says is committed, now rather than later in the turn. */
  public void commitNow() throws IOException {
    write();
    commit();
  }

  /**
   * Keeps the log's entries from {@code sn} on, which other copies need; 0 for none. Any thread.
   */
  public void holdLog(long sn) {
    checkpoints.hold(sn);
  }

  private boolean commit() throws IOException {
    List<Waiting> done = replica.commit(committable());
    for (Waiting each : done) {
      Change change = each.change();
      if (change != null) {
        if (each.flushes().isEmpty()) {
          answer(change);
        } else {
          flushings.begin(change, each, role);
        }
      }
    }
    return !done.isEmpty();
  }

  private void answer(Change change) {
    if (role.answers()) {
      change.committed();
    } else {
      change.failed(new NotLeadingException());
    }
  }

  /** Ends well: takes a checkpoint, unless the tables are worthless, and closes the replica. */
  public void shutDown() throws IOException {
    if (opened.sync().stage() != SyncState.Stage.LOADING) {
      opened.checkpointNow();
    }
    opened.closeCleanly();
  }

  /** Ends after a fault; returns the changes that nobody will answer. */
  public List<Change> abandon() {
    List<Change> unanswered = new ArrayList<>(replica.abandon());
    unanswered.addAll(flushings.abandon());
    opened.log().abandon();
    return unanswered;
  }

  /** Closes the files after {@link #abandon}; nothing is written. Nothing goes on beside. */
  public void closeAbruptly() throws IOException {
    opened.closeAbruptly();
  }
}
