package io.havenfs.quorum.peer;

import io.havenfs.quorum.model.NodeId;
import java.util.Optional;
import java.util.UUID;

/** Whether a hello fits: pure. */
public final class PeerGate {
  private PeerGate() {}

  /**
   * What is wrong with {@code hello} for a node of {@code cluster}.
   *
   * @param certified whom the dialer's certificate names; absent without TLS, and for a node that
   *     joins
   */
  public static Optional<String> objection(
      PeerHello hello, UUID cluster, Optional<NodeId> certified) {
    if (!hello.cluster().equals(cluster)) {
      return Optional.of(
          "node "
              + hello.node()
              + " is of cluster "
              + hello.cluster()
              + "; this node is of cluster "
              + cluster);
    }
    if (certified.isPresent() && !certified.get().equals(hello.node())) {
      return Optional.of(
          "the certificate is node " + certified.get() + "'s, not node " + hello.node() + "'s");
    }
    return Optional.empty();
  }
}
