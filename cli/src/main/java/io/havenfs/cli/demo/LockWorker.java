package io.havenfs.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Counts in a file that others count in, too, under a lock. It keeps a lock of its own from the
 * beginning, and tries in every step to get the one that another keeps. Used by one thread.
 */
final class LockWorker implements AutoCloseable {
  /** The byte whose lock lets a worker count. */
  private static final long COUNTING = 0;

  private static final Duration RETRY = Duration.ofMillis(2);

  private final LockClient locks;
  private final Folder folder;
  private final String counter;
  private final long others;
  private final Totals totals;
  private long counted;

  /** A worker that keeps the lock of one byte and tries that of another. */
  LockWorker(LockClient locks, Folder folder, String counter, long own, long others, Totals totals)
      throws IOException {
    this.locks = locks;
    this.folder = folder;
    this.counter = counter;
    this.others = others;
    this.totals = totals;
    if (!locks.tryLock(own)) {
      throw new IOException("a lock that nobody can have is refused");
    }
  }

  /** Waits for the lock, counts, and lets it go; throws when the other's lock can be had. */
  void step() throws IOException {
    while (!locks.tryLock(COUNTING)) {
      Pause.of(RETRY);
    }
    done();
    folder.write(counter, bytes(value(folder.read(counter)) + 1));
    counted++;
    done();
    locks.unlock(COUNTING);
    done();
    if (locks.tryLock(others)) {
      throw new IOException("a lock was granted that another client holds");
    }
    done();
  }

  private void done() {
    totals.operations().increment();
  }

  static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  static long value(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  /** How often it has counted. */
  long counted() {
    return counted;
  }

  @Override
  public void close() throws IOException {
    folder.close();
    locks.close();
  }
}
