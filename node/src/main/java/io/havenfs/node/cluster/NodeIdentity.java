package io.havenfs.node.cluster;

import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import java.util.List;
import java.util.UUID;

/**
 * Who a node is: what its directory says before it has heard from anybody.
 *
 * @param cluster the cluster's id
 * @param self the node as it was made
 * @param adminAddress where control requests are listened for
 * @param founder whether it is the cluster's first node, which makes the cluster at its first start
 * @param deadAfter what the founder sets
 * @param known the nodes known when it joined, itself not among them; a founder knows none
 */
public record NodeIdentity(
    UUID cluster,
    NodeInfo self,
    String adminAddress,
    boolean founder,
    DeadAfter deadAfter,
    List<NodeInfo> known) {
  public NodeIdentity {
    known = List.copyOf(known);
  }

  /** Its name. */
  public NodeId id() {
    return self.id();
  }
}
