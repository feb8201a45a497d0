package io.havenfs.quorum.raft;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of what happens by time. Tasks are short. */
final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final long CLOSE_SECONDS = 10;

  private final ScheduledExecutorService thread;

  Loop(String name) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Runs {@code task} soon. */
  void soon(Runnable task) {
    after(0, task);
  }

  /** Runs {@code task} in {@code millis}; never, when it is closed before. */
  void after(long millis, Runnable task) {
    try {
      var _ = thread.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("a task after the close", closed);
    }
  }

  /** Runs {@code task} again and again, each time after the present {@code everyMillis}. */
  void repeat(LongSupplier everyMillis, Runnable task) {
    after(
        everyMillis.getAsLong(),
        () -> {
          guarded(task);
          repeat(everyMillis, task);
        });
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a task of the quorum failed", e);
    }
  }

  boolean isClosed() {
    return thread.isShutdown();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the quorum's loop does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
