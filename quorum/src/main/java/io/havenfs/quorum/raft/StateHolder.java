package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.ControlState;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The latest state, and who waits for a later one. For all threads. */
final class StateHolder {
  private final NavigableMap<Long, CompletableFuture<ControlState>> waiting = new TreeMap<>();
  private volatile ControlState state = ControlState.EMPTY;

  ControlState state() {
    return state;
  }

  /** A later state. One at the same revision is the same. */
  void advance(ControlState next) {
    List<CompletableFuture<ControlState>> reached = new ArrayList<>();
    synchronized (waiting) {
      state = next;
      var past = waiting.headMap(next.revision(), true);
      reached.addAll(past.values());
      past.clear();
    }
    reached.forEach(future -> future.complete(next));
  }

  CompletionStage<ControlState> reached(long revision) {
    synchronized (waiting) {
      return state.revision() >= revision
          ? CompletableFuture.completedStage(state)
          : waiting
              .computeIfAbsent(revision, key -> new CompletableFuture<>())
              .minimalCompletionStage();
    }
  }
}
