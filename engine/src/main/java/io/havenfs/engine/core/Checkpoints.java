package io.havenfs.engine.core;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Takes checkpoints and prepares the log's next segment when it is time, beside the sequencer,
 * whose owner owns this.
 */
final class Checkpoints {
  private final OpenReplica opened;
  private final EngineLimits limits;
  private final SequencerPorts ports;
  private volatile long heldSn;
  private boolean underWay;
  private boolean preparing;
  private long coveredBytes;

  /** How often the tables were replaced: a checkpoint that began before is worth nothing. */
  private int generation;

  Checkpoints(OpenReplica opened, EngineLimits limits, SequencerPorts ports) {
    this.opened = opened;
    this.limits = limits;
    this.ports = ports;
  }

  /** The log's entries from {@code sn} on are kept; 0 for no more than is needed. Any thread. */
  void hold(long sn) {
    heldSn = sn;
  }

  /** The tables are others now, or made durable by other means. */
  void outdated() {
    generation++;
  }

  /** Whether nothing goes on beside. */
  boolean isStill() {
    return !underWay && !preparing;
  }

  /** Begins what is due. */
  void proceed() {
    if (!underWay
        && opened.log().appendedBytes() - coveredBytes > limits.checkpointBytes()
        && opened.sync().stage() != SyncState.Stage.LOADING) {
      begin();
    }
    if (!preparing && opened.log().wantsPreparing()) {
      preparing = true;
      ports.background(opened::prepareLog, () -> preparing = false);
    }
  }

  private void begin() {
    underWay = true;
    coveredBytes = opened.log().appendedBytes();
    int of = generation;
    Checkpoint checkpoint = opened.beginCheckpoint();
    ports.background(() -> opened.syncData(checkpoint), () -> record(checkpoint, of));
  }

  private void record(Checkpoint checkpoint, int of) {
    if (of != generation) {
      underWay = false;
      return;
    }
    try {
      opened.recordCheckpoint(checkpoint);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    long held = heldSn;
    long trim = held == 0 ? checkpoint.sn() : Math.min(checkpoint.sn(), held - 1);
    ports.background(() -> opened.flushTables(trim), this::done);
  }

  private void done() {
    opened.replica().checkpointDone();
    underWay = false;
  }
}
