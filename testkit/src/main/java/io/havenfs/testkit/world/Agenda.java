package io.havenfs.testkit.world;

import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * True time, and what is to happen when. One thread owns it; events run on that thread, one after
 * the other. The order of events of the same instant is random.
 */
public final class Agenda {
  private final RandomGenerator random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long added;

  /** An agenda whose time is 0; {@code random} orders what happens at the same instant. */
  public Agenda(RandomGenerator random) {
    this.random = random;
  }

  /** Something that will happen, unless it is cancelled. */
  public static final class Event implements Comparable<Event> {
    private final long at;
    private final int lot;
    private final long number;
    private Runnable action;

    private Event(long at, int lot, long number, Runnable action) {
      this.at = at;
      this.lot = lot;
      this.number = number;
      this.action = action;
    }

    /** It will not happen. No effect when it has happened. */
    public void cancel() {
      action = () -> {};
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      int byLot = byTime != 0 ? byTime : Integer.compare(lot, other.lot);
      return byLot != 0 ? byLot : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number);
    }
  }

  /** Nanoseconds of true time since the beginning. */
  public long nanos() {
    return now;
  }

  /** Adds an event at the time {@code nanos}, or at once when that has passed. */
  public Event at(long nanos, Runnable action) {
    Event event = new Event(Math.max(now, nanos), random.nextInt(), added++, action);
    events.add(event);
    return event;
  }

  /** Adds an event {@code delayNanos} from now. */
  public Event after(long delayNanos, Runnable action) {
    return at(now + Math.max(0, delayNanos), action);
  }

  /** Runs the next event; returns false when there is none. */
  public boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    now = next.at;
    next.action.run();
    return true;
  }

  /** The time of the next event; {@link Long#MAX_VALUE} when there is none. */
  public long nextAt() {
    Event next = events.peek();
    return next == null ? Long.MAX_VALUE : next.at;
  }
}
