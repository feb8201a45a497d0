package io.havenfs.simulation.cluster;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.Engine;
import io.havenfs.engine.core.Copies;
import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.core.EnginePorts;
import io.havenfs.engine.core.LogSync;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.core.SequencerPorts;
import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import io.havenfs.simulation.service.NfsFront;
import io.havenfs.testkit.world.SimulatedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * A process's copy of the service: drives the engine's sequencer in virtual time. Syncs of the log
 * and other work of the disk take a while, during which the sequencer goes on.
 */
public final class Copy implements Engine {
  private static final long MICRO = 1_000;
  private static final long WAKE_MAX = 40 * MICRO;
  private static final long SYNC_MIN = 100 * MICRO;
  private static final long SYNC_MAX = 4_000 * MICRO;
  private static final int TURNS = 3;
  private static final LogLimits LOG = new LogLimits(64 << 10, 16 << 10, 8 << 10);
  private static final EngineLimits LIMITS = new EngineLimits(4096, 16, 96 << 10, 64 << 10, 0);
  private static final DataLimits DATA = new DataLimits(2, 8);

  private final SimulatedProcess process;
  private final RandomGenerator random;
  private final Sequencer sequencer;
  private final Deque<Change> queue = new ArrayDeque<>();
  private boolean scheduled;
  private boolean syncing;
  private long wantedSyncSn;

  /** Opens what {@code machine} keeps. */
  Copy(Machine machine, SimulatedProcess process, Copies copies, RandomGenerator random)
      throws IOException {
    this.process = process;
    this.random = random;
    EnginePorts ports =
        new EnginePorts(
            machine.disk(), machine::tables, LOG, DATA, process.clock(), machine.bootId(), random);
    sequencer =
        Sequencer.open(ports, LIMITS, copies, NfsFront.tables(), Ports::new, NfsFront::format);
  }

  /** What this drives. */
  public Sequencer sequencer() {
    return sequencer;
  }

  /** The last entry decided, the last one applied, and whether no data is missing. */
  Progress progress() {
    return new Progress(
        sequencer.replica().decidedSn(), sequencer.replica().appliedSn(), sequencer.isWhole());
  }

  /** How far a copy is. */
  record Progress(long decidedSn, long appliedSn, boolean whole) {}

  /** There may be something to do. */
  public void wake() {
    if (!scheduled) {
      scheduled = true;
      process.after(random.nextLong(WAKE_MAX), this::turns);
    }
  }

  private void turns() {
    scheduled = false;
    try {
      for (int i = 0; i < TURNS; i++) {
        if (!sequencer.turn(queue::poll)) {
          rest();
          return;
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    wake();
  }

  private void rest() {
    long patience = sequencer.role().patienceNanos();
    if (patience < Long.MAX_VALUE) {
      process.after(patience, this::wake);
    }
  }

  private final class Ports implements SequencerPorts {
    private final LogSync log;

    Ports(LogSync log) {
      this.log = log;
    }

    @Override
    public Time time() {
      return process.clock();
    }

    @Override
    public void requestSync(long sn) {
      if (sn > log.syncedSn()) {
        wantedSyncSn = Math.max(wantedSyncSn, sn);
        sync();
      }
    }

    private void sync() {
      if (!syncing) {
        syncing = true;
        background(
            log::sync,
            () -> {
              syncing = false;
              if (log.syncedSn() < wantedSyncSn) {
                sync();
              }
            });
      }
    }

    @Override
    public long syncedSn() {
      return log.syncedSn();
    }

    @Override
    public void background(DiskWork work, Runnable then) {
      process.after(
          random.nextLong(SYNC_MIN, SYNC_MAX),
          () -> {
            try {
              work.run();
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
            then.run();
            wake();
          });
    }
  }

  @Override
  public View committed() {
    return sequencer.committed();
  }

  @Override
  public void submit(Change change) {
    queue.add(change);
    wake();
  }

  @Override
  public long writeVerifier() {
    return sequencer.writeVerifier();
  }

  @Override
  public long serviceId() {
    return sequencer.serviceId();
  }

  @Override
  public boolean stateLost() {
    return sequencer.lossPending();
  }

  @Override
  public void lossMadeUpFor(Transaction tx) {
    Sequencer.lossMadeUpFor(tx);
  }

  /** Whether copies are to be compared, because all of them may have lost something. */
  boolean mayDiffer() {
    return sequencer.mayDiffer();
  }

  @Override
  public Capacity capacity() {
    return sequencer.capacity();
  }
}
