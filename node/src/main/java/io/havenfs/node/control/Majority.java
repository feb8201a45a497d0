package io.havenfs.node.control;

import io.havenfs.node.control.ClusterReport.NodeReport;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.model.Role;
import java.util.List;
import java.util.Optional;

/** Whether a cluster could decide anything without one of its nodes. */
final class Majority {
  private Majority() {}

  /** Why {@code leaving} may not go now; empty when it may. */
  static Optional<String> objection(List<NodeReport> nodes, String leaving) {
    List<NodeReport> voters =
        nodes.stream().filter(node -> !node.name().equals(leaving) && isVoter(node)).toList();
    List<String> gone = voters.stream().filter(Majority::isGone).map(NodeReport::name).toList();
    if (gone.isEmpty() || (voters.size() - gone.size()) * 2 > voters.size()) {
      return Optional.empty();
    }
    return Optional.of(
        "without node %s no majority of the voters would be alive (dead: %s): start them first, or remove them"
            .formatted(leaving, String.join(", ", gone)));
  }

  private static boolean isVoter(NodeReport node) {
    return node.roles().contains(Role.VOTER.name());
  }

  private static boolean isGone(NodeReport node) {
    return node.health().equals(Health.DEAD.name());
  }
}
