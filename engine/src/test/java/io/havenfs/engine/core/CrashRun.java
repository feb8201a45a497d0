package io.havenfs.engine.core;

import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.store.MemoryTableStore;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.testkit.disk.SimulatedCrash;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.havenfs.testkit.time.VirtualTime;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** Drives a replica over a simulated disk with random changes, without threads, and lets it die. */
final class CrashRun {
  private static final LogLimits LOG = new LogLimits(16 << 10, 4 << 10, 2 << 10);
  private static final EngineLimits LIMITS = new EngineLimits(1024, 16, 1 << 20, 64 << 10, 0);
  private static final int KEYS = 12;
  private static final int FILES = 4;

  private final RandomGenerator random;
  private final CrashModel model = new CrashModel();
  private SimulatedDisk disk;
  private MemoryTableStore store = new MemoryTableStore();
  private OpenReplica replica;
  private long nextFile = 100;
  private final long[] files = new long[FILES];
  private int boot;

  private final Copies copies;
  private long epoch;
  private long recoveredSn;

  CrashRun(RandomGenerator random) throws IOException {
    this(random, Copies.SOLE);
  }

  CrashRun(RandomGenerator random, Copies copies) throws IOException {
    this.random = random;
    this.copies = copies;
    disk = new SimulatedDisk(random.nextLong());
    for (int i = 0; i < FILES; i++) {
      files[i] = nextFile++;
    }
    replica = open();
    model.created(core().decidedSn());
  }

  CrashModel model() {
    return model;
  }

  /** The last entry that came back. A replica that lost state has added one: a new verifier. */
  long recoveredSn() {
    return recoveredSn;
  }

  OpenReplica replica() {
    return replica;
  }

  boolean lossPending() {
    return replica.committed().get(Meta.TABLE, Meta.STATE_LOST) != null;
  }

  void makeUpForTheLoss() throws IOException {
    core().decide((Decision) Sequencer::lossMadeUpFor, 1);
    core().write();
    replica.log().sync();
    commit();
  }

  /** A change that nobody waits for. */
  private interface Decision extends Change {
    @Override
    default void committed() {}

    @Override
    default void failed(Throwable cause) {}
  }

  private OpenReplica open() throws IOException {
    EnginePorts ports =
        new EnginePorts(
            disk,
            () -> store,
            LOG,
            new DataLimits(2, 8),
            new VirtualTime(),
            "boot-" + boot,
            random);
    OpenReplica opened = new Recovery(ports, LIMITS, copies, TestTables.ALL).open(tx -> {});
    if (copies.sole()) {
      recoveredSn = opened.replica().decidedSn() - (opened.stateLost() ? 1 : 0);
    } else {
      recoveredSn = opened.replica().decidedSn();
      opened.leadAlone(++epoch, 1, tx -> {});
      opened.run().madeUpFor(disk);
    }
    return opened;
  }

  /** Another process opens it as well. */
  void openAgain() throws IOException {
    var _ = open();
  }

  /** Random steps until the disk dies in its {@code operations}-th change, or all are done. */
  void dieWithin(int steps, int operations) throws IOException {
    disk.failAfter(operations);
    try {
      steps(steps);
    } catch (SimulatedCrash died) {
      // This is what the test wants; the caller restarts.
    }
  }

  void steps(int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  private void step() throws IOException {
    if (random.nextInt(12) == 0) {
      checkpoint();
      return;
    }
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      decide(new RandomChange());
    }
    core().write();
    model.written(core().decidedSn());
    if (random.nextInt(3) > 0) {
      replica.log().sync();
    }
    commit();
  }

  private void commit() throws IOException {
    for (Waiting each :
        core().commit(core().committable(Long.MAX_VALUE, replica.log().syncedSn()))) {
      for (long dataId : each.flushes()) {
        replica.data().sync(dataId);
      }
      model.acknowledged(each.sn(), each.flushes(), each.entry());
    }
  }

  private void decide(RandomChange change) throws IOException {
    core().decide(change, 1);
  }

  private void checkpoint() throws IOException {
    Checkpoint checkpoint = replica.beginCheckpoint();
    replica.syncData(checkpoint);
    if (random.nextBoolean()) {
      // Entries decided while a checkpoint is under way.
      decide(new RandomChange());
      core().write();
      model.written(core().decidedSn());
      commit();
    }
    replica.recordCheckpoint(checkpoint);
    replica.flushTables(checkpoint.sn());
    core().checkpointDone();
  }

  void closeCleanly() throws IOException {
    replica.log().sync();
    commit();
    replica.checkpointNow();
    replica.closeCleanly();
    store = store.crash();
  }

  /** Somebody deletes the log's files. */
  void removeLog() throws IOException {
    disk = disk.restart();
    for (String segment : disk.list("log")) {
      disk.delete("log/" + segment);
    }
  }

  /** The process died: what it handed to the system is all there, the store's memory is not. */
  void restartProcess() throws IOException {
    restartProcessDyingAfter(Integer.MAX_VALUE);
  }

  void restartProcessDyingAfter(int operations) throws IOException {
    disk = disk.restart();
    store = store.crash();
    disk.failAfter(operations);
    replica = open();
  }

  /** The machine died: what was not synced may be lost, in part, in any order. */
  void restartMachine() throws IOException {
    disk = disk.crash(random);
    store = store.crash();
    boot++;
    replica = open();
  }

  /** New files for old: what a crash left in the old ones is no longer certain. */
  void forgetUncertain() {
    for (int i = 0; i < FILES; i++) {
      files[i] = nextFile++;
    }
  }

  private Replica core() {
    return replica.replica();
  }

  /** Changes a few rows and perhaps a data file. */
  private final class RandomChange implements Change {
    @Override
    public void decide(Transaction tx) {
      CrashModel.Step step = model.begin(core().decidedSn() + 1);
      for (int i = random.nextInt(3); i >= 0; i--) {
        row(tx, step);
      }
      if (random.nextBoolean()) {
        data(tx, step);
      }
      if (random.nextInt(3) == 0) {
        tx.require(Durability.DISK);
      }
      if (random.nextInt(5) == 0) {
        tx.flush(files[random.nextInt(FILES)]);
      }
    }

    @SuppressWarnings("unchecked")
    private void row(Transaction tx, CrashModel.Step step) {
      Table<Long, Bytes> table =
          (Table<Long, Bytes>) TestTables.ALL.get(random.nextInt(TestTables.ALL.size()));
      long key = random.nextInt(KEYS);
      if (random.nextInt(4) == 0) {
        tx.delete(table, key);
        step.delete(table, key);
      } else {
        Bytes value = new Bytes(new byte[random.nextInt(40)]);
        random.nextBytes(value.array());
        tx.put(table, key, value);
        step.put(table, key, value);
      }
    }

    private void data(Transaction tx, CrashModel.Step step) {
      int which = random.nextInt(FILES);
      long file = files[which];
      long at = random.nextInt(CrashModel.FILE_BYTES / 256) * 256L;
      DataChange change =
          switch (random.nextInt(12)) {
            case 0 -> new DataChange.Truncate(file, at);
            case 1 -> new DataChange.Punch(file, at, 512);
            case 2 -> {
              files[which] = nextFile++;
              yield new DataChange.Drop(file);
            }
            default -> write(file, at);
          };
      tx.change(change);
      step.data(change);
    }

    private DataChange write(long file, long at) {
      int length = (int) Math.min(random.nextInt(1, 1025), CrashModel.FILE_BYTES - at);
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return new DataChange.Write(file, at, Unpooled.wrappedBuffer(bytes), random.nextBoolean());
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {}
  }

  /** The files that may hold something. */
  List<Long> allFiles() {
    return LongStream.range(100, nextFile).boxed().toList();
  }
}
