package io.havenfs.replication;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Turns at something that only so many may do at a time, in the order of asking. Who was refused
 * asks again, or says that it does not want to any more. Thread-safe; never waits.
 */
public final class Turns {
  private final IntSupplier atOnce;
  private final Set<Object> having = new LinkedHashSet<>();
  private final Set<Object> waiting = new LinkedHashSet<>();

  /**
   * @param atOnce how many may have a turn at a time, now; asked on the threads of those who ask
   */
  public Turns(IntSupplier atOnce) {
    this.atOnce = atOnce;
  }

  /** Whether {@code who} has a turn now; if not, it is in the queue. */
  public synchronized boolean take(Object who) {
    if (having.contains(who)) {
      return true;
    }
    waiting.add(who);
    if (having.size() >= atOnce.getAsInt() || !waiting.iterator().next().equals(who)) {
      return false;
    }
    waiting.remove(who);
    having.add(who);
    return true;
  }

  /** {@code who} is done, or does not want a turn any more. */
  public synchronized void give(Object who) {
    having.remove(who);
    waiting.remove(who);
  }
}
