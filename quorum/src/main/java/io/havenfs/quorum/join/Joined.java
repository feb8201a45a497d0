package io.havenfs.quorum.join;

import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.model.NodeInfo;
import java.util.List;

/**
 * What a node that was let in gets.
 *
 * @param others the cluster's other nodes: whom its quorum member asks first
 */
public record Joined(ClusterIdentity identity, NodeCredentials credentials, List<NodeInfo> others) {
  public Joined {
    others = List.copyOf(others);
  }
}
