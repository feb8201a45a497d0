package io.havenfs.cluster.agent;

import io.havenfs.quorum.model.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Which processes of other nodes are known to have ended, by their lifelines. Thread-safe. */
public final class ProcessEndings {
  private final Map<NodeId, Long> ended = new HashMap<>();

  /** The process {@code incarnation} of {@code node} has ended. */
  public synchronized void processEnded(NodeId node, long incarnation) {
    ended.merge(node, incarnation, Math::max);
    notifyAll();
  }

  /** Whether that process has ended; waits a little for the news. */
  synchronized boolean hasEnded(NodeId node, long incarnation, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (ended.getOrDefault(node, Long.MIN_VALUE) < incarnation) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
