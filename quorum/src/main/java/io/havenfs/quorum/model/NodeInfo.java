package io.havenfs.quorum.model;

import java.util.Set;

/**
 * A node as the cluster knows it.
 *
 * @param address where its ports listen for other nodes: an IP address or a host name
 * @param peerPort lifelines, replication, joining
 * @param raftPort the quorum's own traffic
 * @param adminPort control requests; by default it listens on loopback only
 * @param incarnation which of its processes runs it: larger at every start (kept in the node's
 *     directory); {@link #NEVER_RAN} before the first. It tells a restarted process from the one
 *     before.
 */
public record NodeInfo(
    NodeId id,
    String address,
    int peerPort,
    int raftPort,
    int adminPort,
    Set<Role> roles,
    long incarnation) {
  /** The incarnation of a node that has never run. */
  public static final long NEVER_RAN = 0;

  public NodeInfo {
    if (address.isBlank()) {
      throw new IllegalArgumentException("node " + id + " has no address");
    }
    Ports.checked("node " + id + ": peer port", peerPort);
    Ports.checked("node " + id + ": raft port", raftPort);
    Ports.checked("node " + id + ": admin port", adminPort);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("node " + id + " has no role");
    }
    roles = Set.copyOf(roles);
  }

  /** Whether it takes part in the quorum. */
  public boolean votes() {
    return roles.contains(Role.VOTER);
  }

  /** Whether it can hold replicas. */
  public boolean holdsData() {
    return roles.contains(Role.DATA);
  }

  /** The same node, run by another process. */
  public NodeInfo withIncarnation(long next) {
    return new NodeInfo(id, address, peerPort, raftPort, adminPort, roles, next);
  }
}
