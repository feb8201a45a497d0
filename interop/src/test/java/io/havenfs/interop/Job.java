package io.havenfs.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A script that runs in a guest. Its lines and its end arrive on the guest's reader thread; a test
 * thread awaits them.
 */
final class Job {
  private static final int LINES_SHOWN = 40;

  private final String what;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private OptionalInt status = OptionalInt.empty();
  private Optional<String> lost = Optional.empty();

  Job(String what) {
    this.what = what;
  }

  /** Waits until the script has printed this line; fails if it ends or takes longer. */
  void awaitLine(String line, Duration limit) {
    boolean found = await(() -> lines.contains(line) || isOver(), limit);
    if (!found || !printed(line)) {
      throw failure(found ? "ended without the line '" + line + "'" : "no '" + line + "' yet");
    }
  }

  /** Waits until it has printed more than {@code count} lines that begin with this word. */
  void awaitMore(String word, int count, Duration limit) {
    boolean found = await(() -> lines(word).size() > count || isOver(), limit);
    if (!found || lines(word).size() <= count) {
      throw failure(found ? "ended at '" + word + "'" : "no further '" + word + "' yet");
    }
  }

  /** Fails if the script has ended. */
  void assertRunning() {
    if (locked(this::isOver)) {
      throw failure("ended");
    }
  }

  /** Waits for the end; fails unless the script succeeds in time. */
  void succeed(Duration limit) {
    if (!await(this::isOver, limit)) {
      throw failure("not done after " + limit);
    }
    if (lost.isPresent()) {
      throw failure(lost.get());
    }
    if (status.orElse(-1) != 0) {
      throw failure("status " + status.orElse(-1));
    }
  }

  /** What it has printed so far, of the lines that begin with this word. */
  List<String> lines(String word) {
    lock.lock();
    try {
      return lines.stream().filter(line -> line.startsWith(word + " ")).toList();
    } finally {
      lock.unlock();
    }
  }

  void print(String line) {
    change(() -> lines.add(line));
  }

  void end(int exitStatus) {
    change(() -> status = OptionalInt.of(exitStatus));
  }

  void lose(String reason) {
    change(
        () -> {
          if (status.isEmpty()) {
            lost = Optional.of(reason);
          }
        });
  }

  private boolean printed(String line) {
    return locked(() -> lines.contains(line));
  }

  private boolean isOver() {
    return status.isPresent() || lost.isPresent();
  }

  private AssertionError failure(String reason) {
    lock.lock();
    try {
      List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
      return new AssertionError(what + ": " + reason + "\n" + String.join("\n", last));
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier condition, Duration limit) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  private boolean locked(BooleanSupplier condition) {
    lock.lock();
    try {
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
