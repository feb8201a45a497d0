package io.havenfs.cli.demo;

import io.havenfs.node.control.ClusterReport.FailoverReport;
import java.time.Duration;
import java.util.List;

/** Where a demo tells its story. Thread-safe. */
interface DemoOutput {
  /**
   * What it comes to.
   *
   * @param lost acknowledged changes that are not there
   * @param repeated changes that were done twice
   * @param stalls the longest that a client waited at each failover
   */
  record Summary(
      int failovers, long lost, long repeated, List<Duration> stalls, long operations, long bytes) {
    public Summary {
      stalls = stalls.stream().sorted().toList();
    }

    long stallP50Millis() {
      return stalls.isEmpty() ? 0 : stalls.get((stalls.size() - 1) / 2).toMillis();
    }

    long stallMaxMillis() {
      return stalls.isEmpty() ? 0 : stalls.getLast().toMillis();
    }
  }

  /** A part of the story begins. */
  void title(String text);

  /** Something to know. */
  void fact(String name, String text);

  /** Something is done to the cluster. */
  void event(String text);

  /** How much was done in the stretch that has just ended. */
  void work(long operations, Duration stretch);

  /** A failover is over, and everything whole again. */
  void failover(String blow, FailoverReport report, Duration stall);

  /** Something was as it must be, or was not. */
  void check(boolean good, String text);

  /** The end. */
  void summary(Summary summary);
}
