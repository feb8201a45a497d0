package io.havenfs.node.control;

import io.havenfs.node.admin.Answer;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import java.io.IOException;
import java.time.Duration;

/** Asks other nodes of the cluster by name. Blocks; thread-safe. */
final class NodeCalls {
  private final Quorum quorum;
  private final OtherNodes others;

  NodeCalls(Quorum quorum, OtherNodes others) {
    this.quorum = quorum;
    this.others = others;
  }

  NodeInfo known(NodeId node) throws IOException {
    return quorum.state().node(node).orElseThrow(() -> new IOException("there is no node " + node));
  }

  ServiceState known(ServiceId service) throws IOException {
    return quorum
        .state()
        .service(service)
        .orElseThrow(() -> new IOException("there is no service " + service));
  }

  /** Who serves it. */
  static NodeId server(ServiceState service) throws IOException {
    return service
        .view()
        .primary()
        .orElseThrow(() -> new IOException("no node serves service " + service.id()));
  }

  /** The answer of a node that the cluster may know no more. */
  Answer ask(NodeInfo node, String method, String path, String body, Duration patience)
      throws IOException {
    return others.ask(node, method, path, body, patience);
  }

  /** The answer of the only node that can answer. */
  Answer at(NodeId node, String method, String path, String body, Duration patience)
      throws IOException {
    NodeInfo there = known(node);
    try {
      return others.ask(there, method, path, body, patience);
    } catch (IOException unreachable) {
      throw new IOException(
          "only node " + node + " can do this, and " + unreachable.getMessage(), unreachable);
    }
  }
}
