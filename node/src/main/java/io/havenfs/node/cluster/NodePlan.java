package io.havenfs.node.cluster;

import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeInfo;
import java.util.List;
import java.util.Optional;

/**
 * How a node was made: what its directory says, beside who it is, before it has heard from anybody.
 *
 * @param self the node
 * @param adminAddress where control requests are listened for
 * @param founds present for the cluster's first node, which makes the cluster at its first start
 *     with this setting
 * @param known the nodes known when it joined, itself not among them; a founder knows none
 */
public record NodePlan(
    NodeInfo self, String adminAddress, Optional<DeadAfter> founds, List<NodeInfo> known) {
  public NodePlan {
    known = List.copyOf(known);
  }
}
