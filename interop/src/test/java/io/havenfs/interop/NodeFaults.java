package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;

/** What happens to processes. Each method leaves the cluster whole, or on its way to that. */
final class NodeFaults {
  private static final int MOST_ELECTIONS = 30;

  private final ClusterLab lab;
  private final Work work;

  NodeFaults(FaultLab faults) {
    lab = faults.cluster();
    work = faults.work();
  }

  void killPrimary() {
    ClusterNode before = lab.primary();
    before.kill();
    lab.awaitMoved(before);
    before.start();
  }

  void move() {
    lab.moveTo(lab.secondary());
  }

  void freezePrimary() {
    ClusterNode before = lab.primary();
    before.freeze();
    try {
      lab.awaitMoved(before);
    } finally {
      before.thaw();
    }
  }

  /** It comes back by the log, whatever was written meanwhile. */
  void killSecondary() {
    ClusterNode primary = lab.primary();
    long loads = primary.said(DiskFaults.LOADS);
    ClusterNode secondary = lab.other(primary);
    secondary.kill();
    lab.awaitCopies(1);
    work.awaitProgress();
    secondary.start();
    lab.awaitCopies(2);
    assertThat(primary.said(DiskFaults.LOADS)).as("rejoined by the log").isEqualTo(loads);
  }

  /** Has this node lead the quorum; with elections, so it may take a few. */
  void makeLead(Supplier<ClusterNode> wanted) {
    for (int i = 0; i < MOST_ELECTIONS; i++) {
      ClusterNode leader = lab.leader();
      if (leader == wanted.get()) {
        return;
      }
      leader.freeze();
      try {
        lab.awaitElection(leader);
      } finally {
        leader.thaw();
      }
    }
    throw new AssertionError(wanted.get().name() + " is never elected");
  }

  /** Kills whoever leads the quorum. */
  void killLeader() {
    ClusterNode leader = lab.leader();
    ClusterNode primary = lab.primary();
    leader.kill();
    lab.awaitElection(leader);
    if (leader == primary) {
      lab.awaitMoved(primary);
    }
    work.awaitProgress();
    leader.start();
  }

  /** A rolling upgrade: each node is stopped as an administrator does it, and started again. */
  void restartEach() {
    for (ClusterNode node : List.copyOf(lab.nodes())) {
      if (node == lab.witness()) {
        node.stop();
      } else {
        lab.stop(node);
      }
      node.start();
      lab.awaitCopies(2);
    }
  }

  void failPower() {
    lab.nodes().forEach(ClusterNode::kill);
    lab.nodes().parallelStream().forEach(ClusterNode::start);
    assertThat(lab.primary().isRunning()).isTrue();
  }
}
