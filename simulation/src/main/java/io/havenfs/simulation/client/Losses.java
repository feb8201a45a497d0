package io.havenfs.simulation.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When the service really lost its client state, and for how long reclaims are admitted then. */
public final class Losses {
  private final long grace;
  private final List<Long> times = new ArrayList<>();

  /** None so far. */
  public Losses(Duration grace) {
    this.grace = grace.toNanos();
  }

  /** State was lost, and nobody was answered since. */
  public void lostNow(long now) {
    times.add(now);
  }

  List<Long> times() {
    return List.copyOf(times);
  }

  /** A time in which locks may have been granted, and the loss that ended it. */
  record Span(long from, long loss) {}

  /** Such times; after a loss that another one follows in its grace period, nothing was granted. */
  List<Span> servedBefore() {
    List<Span> spans = new ArrayList<>();
    long from = 0;
    for (long loss : times) {
      if (from < loss) {
        spans.add(new Span(from, loss));
      }
      from = loss + grace;
    }
    return spans;
  }

  /** Whether what was had before {@code since} must be given back to whoever asks now. */
  boolean mustGiveBack(long since, long now) {
    return !times.isEmpty() && since < times.getLast() && now < times.getLast() + grace;
  }
}
