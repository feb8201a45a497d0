package io.havenfs.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A moment in which a thread does nothing. */
final class Pause {
  private Pause() {}

  /** Waits; an interruption ends what the thread does. */
  static void of(Duration duration) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
