package io.havenfs.simulation.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The write verifier that clients see: changes only where unstable writes may have been lost. */
public final class Verifiers {
  private final LongSupplier clock;
  private final List<Change> changes = new ArrayList<>();
  private boolean seenAny;
  private long last;
  private long lastSeen;

  /**
   * Unstable writes may have been lost.
   *
   * @param after when the verifier before was seen last, in true time
   * @param before when this one was seen first
   */
  public record Change(long after, long before) {}

  /** Verifiers that are seen at {@code clock}'s times, which must be true time. */
  public Verifiers(LongSupplier clock) {
    this.clock = clock;
  }

  /** It is what the service answers with now. */
  public void seen(long verifier) {
    long now = clock.getAsLong();
    if (seenAny && verifier != last) {
      changes.add(new Change(lastSeen, now));
    }
    seenAny = true;
    last = verifier;
    lastSeen = now;
  }

  /** When it changed. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }
}
