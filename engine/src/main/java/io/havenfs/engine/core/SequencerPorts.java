package io.havenfs.engine.core;

import io.havenfs.host.time.Time;
import java.io.IOException;

/** What a sequencer needs of whoever drives it. */
public interface SequencerPorts {
  Time time();

  /**
   * Asks that the log be synced through {@code sn}, which is written, if it is not. May be done
   * when this returns.
   */
  void requestSync(long sn) throws IOException;

  /** Up to which entry the log is on stable storage. */
  long syncedSn();

  /**
   * Does work that waits for the disk, beside the sequencer, and then {@code then} on the
   * sequencer. When the work fails, so does the service.
   */
  void background(DiskWork work, Runnable then);

  /** Work that waits for the disk. */
  @FunctionalInterface
  interface DiskWork {
    void run() throws IOException;
  }
}
