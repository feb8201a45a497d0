package io.havenfs.replication.member;

import io.havenfs.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** What happens when, in virtual time. */
final class Events {
  final VirtualTime time = new VirtualTime();
  final RandomGenerator random;
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long sequence;

  Events(RandomGenerator random) {
    this.random = random;
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private record Event(long at, long order, Action action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  long now() {
    return time.nanoTime();
  }

  void after(long nanos, Action action) {
    queue.add(new Event(now() + nanos, sequence++, action));
  }

  void at(long nanoTime, Action action) {
    queue.add(new Event(Math.max(now(), nanoTime), sequence++, action));
  }

  long between(long low, long high) {
    return random.nextLong(low, high);
  }

  /** Runs what is due until {@code nanos} have passed. */
  void run(long nanos) throws Exception {
    long end = now() + nanos;
    while (!queue.isEmpty() && queue.peek().at() <= end) {
      Event next = queue.remove();
      if (next.at() > now()) {
        time.advance(Duration.ofNanos(next.at() - now()));
      }
      next.action().run();
    }
    if (end > now()) {
      time.advance(Duration.ofNanos(end - now()));
    }
  }
}
