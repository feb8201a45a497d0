package io.havenfs.cluster.plan;

import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import java.util.Map;
import java.util.Set;

/**
 * What the planner looks at.
 *
 * @param state what the cluster agrees on
 * @param health of its nodes, as this leader judges
 * @param ended nodes whose process is known to have ended, rather than being silent
 * @param nowNanos by a monotonic clock
 */
public record Observation(
    ControlState state, Map<NodeId, Health> health, Set<NodeId> ended, long nowNanos) {
  public Observation {
    health = Map.copyOf(health);
    ended = Set.copyOf(ended);
  }

  /** Whether the node's present process may be given something to do. */
  boolean isUp(NodeId node) {
    return health.getOrDefault(node, Health.DEAD) != Health.DEAD
        && state.incarnation(node) != NodeInfo.NEVER_RAN;
  }

  /** Whether its heartbeats come as they should. */
  boolean isWell(NodeId node) {
    return isUp(node) && health.get(node) == Health.ALIVE;
  }
}
