package io.havenfs.bench.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How far a work has come; shared by its slots. Thread-safe. */
final class Load {
  /** The phases that a work goes through. */
  enum Phase {
    WARM_UP,
    MEASURE,
    STOP
  }

  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final CountDownLatch running;
  private volatile Phase phase = Phase.WARM_UP;

  Load(int slots) {
    this.running = new CountDownLatch(slots);
  }

  Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  /** A slot has ended its last operation. */
  void stopped() {
    running.countDown();
  }

  /** A slot cannot go on; ends the whole work. */
  void fail(RuntimeException cause) {
    failure.completeExceptionally(cause);
  }

  /** Lets the load run for a while; raises the failure of a slot at once. */
  void run(long nanos) throws InterruptedException {
    try {
      failure.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException passed) {
      return;
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  /** Waits until all slots have stopped, or one has failed; false when it takes too long. */
  boolean awaitStopped(long seconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < deadline) {
      if (running.await(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
      run(0);
    }
    return false;
  }

  private static RuntimeException failed(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }
}
