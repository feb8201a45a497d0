package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/** Nodes as Ratis's peers. */
final class Peers {
  private Peers() {}

  static RaftPeerId id(NodeId node) {
    return RaftPeerId.valueOf(node.name());
  }

  static NodeId node(RaftPeerId id) {
    return new NodeId(id.toString());
  }

  static RaftPeer peer(NodeInfo node) {
    return RaftPeer.newBuilder()
        .setId(id(node.id()))
        .setAddress(address(node))
        .setStartupRole(node.votes() ? RaftPeerRole.FOLLOWER : RaftPeerRole.LISTENER)
        .build();
  }

  static String address(NodeInfo node) {
    String host = node.address();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + node.raftPort();
  }
}
