package io.havenfs.engine.core;

import io.havenfs.engine.Capacity;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskSpace;
import io.havenfs.host.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * What is free for files: the disk's free space less the reserve that the log and the tables need,
 * so that a full disk refuses new data while everything already accepted can still be finished.
 *
 * <p>Thread-safe. The disk is asked at most once an interval; what may be written within one is far
 * less than the reserve.
 */
final class SpaceGuard {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Disk disk;
  private final Time time;
  private final long reserveBytes;
  private volatile Reading last;

  private record Reading(Capacity capacity, long nanoTime) {}

  SpaceGuard(Disk disk, Time time, long reserveBytes) throws IOException {
    this.disk = disk;
    this.time = time;
    this.reserveBytes = reserveBytes;
    last = read();
  }

  Capacity capacity() {
    Reading reading = last;
    if (time.nanoTime() - reading.nanoTime() > INTERVAL_NANOS) {
      try {
        reading = read();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      last = reading;
    }
    return reading.capacity();
  }

  private Reading read() throws IOException {
    DiskSpace space = disk.space();
    return new Reading(
        new Capacity(
            space.totalBytes(),
            Math.max(0, space.freeBytes() - reserveBytes),
            Math.max(0, space.availableBytes() - reserveBytes),
            space.totalFiles(),
            space.freeFiles()),
        time.nanoTime());
  }
}
