package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;

/** What happens to disks. Each method leaves the cluster whole, or on its way to that. */
final class DiskFaults {
  /** What a primary's log says when a copy has to be given the tables, as the log is too short. */
  static final String LOADS = "gets the tables as of entry";

  /** The same, when the scoreboard says which file data it lacks. */
  private static final String BY_SCOREBOARD = "and what changed of the file data";

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Less than what the engine keeps for its log, so that no file gets any. */
  private static final long WITHIN_RESERVE = 200L << 20;

  /** A sync takes a few of these. */
  private static final int SLOW_WRITES_PER_SECOND = 20;

  private final ClusterLab lab;
  private final Work work;

  DiskFaults(FaultLab faults) {
    lab = faults.cluster();
    work = faults.work();
  }

  /** It leaves the view, its process ends, and it is back when there is room. */
  void fillSecondary() {
    ClusterNode secondary = lab.secondary();
    secondary.disk().fillUp();
    try {
      lab.awaitCopies(1);
      work.awaitProgress();
      secondary.awaitEnd();
    } finally {
      secondary.disk().empty();
    }
    secondary.start();
  }

  /** New data is refused, everything else goes on, and data is taken again when there is room. */
  void fillPrimary() {
    Disk disk = lab.primary().disk();
    try {
      work.pause();
      Job fill = startFilling();
      disk.fill(WITHIN_RESERVE);
      fill.awaitLine("full now", LIMIT);
      disk.empty();
      fill.succeed(LIMIT);
    } finally {
      disk.empty();
      work.resume();
    }
  }

  private Job startFilling() {
    Job fill = work.start(work.clients().getFirst(), "fill");
    fill.awaitLine("ready now", LIMIT);
    return fill;
  }

  /** Not even the log can be written: the node ends, and another carries on. */
  void fillPrimaryToTheBrim() {
    ClusterNode before = lab.primary();
    try {
      work.pause();
      Job fill = startFilling();
      before.disk().fillUp();
      lab.awaitReport(
          "NOSPC or another primary",
          report -> !fill.lines("full").isEmpty() || report.isServedByOther(before.name()));
      before.disk().empty();
      fill.succeed(LIMIT);
    } finally {
      before.disk().empty();
      if (!before.isRunning()) {
        before.start();
      }
      work.resume();
    }
  }

  /** Every write waits; whether it stays in the view or not, all goes on. */
  void slowDown(ClusterNode node) {
    assumeTrue(SlowDisk.isPossible(), "needs a control group that throttles disks");
    try (SlowDisk _ = SlowDisk.throttle(node.disk(), node.pid(), SLOW_WRITES_PER_SECOND)) {
      work.awaitProgress();
      work.awaitProgress();
    }
  }

  /** Whoever writes to the secondary's disk waits for ever: it leaves the view, until it can. */
  void hangSecondary() {
    ClusterNode secondary = lab.secondary();
    secondary.disk().freeze();
    try {
      lab.awaitCopies(1);
      work.awaitProgress();
    } finally {
      secondary.disk().thaw();
    }
  }

  /** It was away for longer than logs reach back, and gets what changed, and not everything. */
  void rejoinByScoreboard() {
    ClusterNode primary = lab.primary();
    ClusterNode secondary = lab.secondary();
    long loads = primary.said(LOADS);
    long byScoreboard = primary.said(BY_SCOREBOARD);
    secondary.kill();
    lab.awaitCopies(1);
    work.clients().getFirst().guest().scenario("long-log.sh").succeed(LIMIT);
    secondary.start();
    lab.awaitCopies(2);
    assertThat(primary.said(LOADS)).as("copies given the tables").isEqualTo(loads + 1);
    assertThat(primary.said(BY_SCOREBOARD))
        .as("copies given what changed")
        .isEqualTo(byScoreboard + 1);
  }
}
