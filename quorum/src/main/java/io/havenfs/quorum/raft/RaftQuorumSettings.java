package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a node's part in the quorum needs to know.
 *
 * @param incarnation of this process; larger than that of the one before
 * @param copies the numbers of the services of which the node has copies
 * @param directory for the log and snapshots; nobody else's
 * @param cluster the cluster's id
 * @param bindAddress where the raft port listens
 * @param known the nodes as far as known: for the very first start of a new cluster its first
 *     voters, this one among them; for a node that joins, those to ask, not this one
 * @param credentials for mutual TLS; none to do without
 */
public record RaftQuorumSettings(
    NodeId self,
    long incarnation,
    Set<Integer> copies,
    Path directory,
    UUID cluster,
    String bindAddress,
    int raftPort,
    List<NodeInfo> known,
    Optional<RaftCredentials> credentials) {
  public RaftQuorumSettings {
    copies = Set.copyOf(copies);
    known = List.copyOf(known);
    if (incarnation <= NodeInfo.NEVER_RAN) {
      throw new IllegalArgumentException("a process has an incarnation above 0");
    }
  }
}
