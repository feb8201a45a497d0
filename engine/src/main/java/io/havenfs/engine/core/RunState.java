package io.havenfs.engine.core;

import io.havenfs.host.disk.Disk;
import java.io.IOException;

/** The run record of this process. The owner's, but for {@link #epoch}. */
final class RunState {
  private final String bootId;
  private volatile long epoch;
  private boolean lost;

  RunState(String bootId, long epoch, boolean lost) {
    this.bootId = bootId;
    this.epoch = epoch;
    this.lost = lost;
  }

  /** What was lost is made up for; durable when this returns. */
  void madeUpFor(Disk disk) throws IOException {
    if (lost) {
      new RunRecord(bootId, false, epoch, false).write(disk);
      lost = false;
    }
  }

  /** Something is lost that nobody has made up for; durable when this returns. */
  void lose(Disk disk) throws IOException {
    new RunRecord(bootId, false, epoch, true).write(disk);
    lost = true;
  }

  /** The newest epoch heard of. */
  long epoch() {
    return epoch;
  }

  /** Records durably that the replica is open. */
  void opened(Disk disk) throws IOException {
    new RunRecord(bootId, false, epoch, lost).write(disk);
  }

  /** Records durably that {@code newEpoch} was heard of, if that is news. */
  void heardOf(long newEpoch, Disk disk) throws IOException {
    if (newEpoch > epoch) {
      new RunRecord(bootId, false, newEpoch, lost).write(disk);
      epoch = newEpoch;
    }
  }

  /** Records durably that the replica was closed after a checkpoint. */
  void closed(Disk disk) throws IOException {
    new RunRecord(bootId, true, epoch, lost).write(disk);
  }
}
