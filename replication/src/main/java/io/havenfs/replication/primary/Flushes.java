package io.havenfs.replication.primary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Flushes that other copies were asked for. Owned by the sequencer. */
final class Flushes {
  private final Map<Long, Pending> pending = new LinkedHashMap<>();
  private long lastId;

  private record Pending(Set<String> peers, Runnable done, long sinceNanos) {}

  /** Notes that {@code peers} are asked; returns the flush's id. */
  long start(Set<String> peers, Runnable done, long nanoTime) {
    pending.put(++lastId, new Pending(new HashSet<>(peers), done, nanoTime));
    return lastId;
  }

  /** A peer is done with a flush, which may be one that nobody waits for. */
  void flushed(String peer, long id) {
    Pending flush = pending.get(id);
    if (flush != null && flush.peers().remove(peer) && flush.peers().isEmpty()) {
      pending.remove(id);
      flush.done().run();
    }
  }

  /** Waits no more for peers that do not count. */
  void retainPeers(Predicate<String> counts) {
    List<Runnable> done = new ArrayList<>();
    for (Iterator<Pending> all = pending.values().iterator(); all.hasNext(); ) {
      Pending flush = all.next();
      flush.peers().removeIf(counts.negate());
      if (flush.peers().isEmpty()) {
        all.remove();
        done.add(flush.done());
      }
    }
    done.forEach(Runnable::run);
  }

  /** Whether {@code peer} owes a flush asked for before {@code nanoTime}. */
  boolean owes(String peer, long nanoTime) {
    for (Pending flush : pending.values()) {
      if (flush.sinceNanos() - nanoTime >= 0) {
        return false;
      }
      if (flush.peers().contains(peer)) {
        return true;
      }
    }
    return false;
  }
}
