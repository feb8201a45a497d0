package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.NodeId;
import java.io.IOException;
import java.util.List;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServer.Division;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for election when the leader's process is known to have ended, instead of waiting for its
 * silence. It is asked of Ratis as a leader asks that hands over, which is an ordinary election of
 * a new term: were the leader alive after all, nothing would be lost but its leadership.
 *
 * <p>Voters take turns, in the {@link ElectionOrder}, so that they do not all stand at once and
 * split the votes.
 */
final class EarlyElection {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyElection.class);

  /** Between the voters' turns; an election among living voters takes less. */
  private static final long TURN_MILLIS = 120;

  private final RaftServer server;
  private final Division division;
  private final Loop loop;
  private final StateHolder states;

  EarlyElection(RaftServer server, Division division, Loop loop, StateHolder states) {
    this.server = server;
    this.division = division;
    this.loop = loop;
    this.states = states;
  }

  /** The process of {@code node} has ended. */
  void ended(NodeId node) {
    RaftPeerId leader = Peers.id(node);
    if (leads(leader)) {
      List<NodeId> voters =
          division.getRaftConf().getCurrentPeers().stream()
              .map(RaftPeer::getId)
              .map(Peers::node)
              .toList();
      int turn =
          ElectionOrder.of(states.state(), voters, node).indexOf(Peers.node(division.getId()));
      if (turn >= 0) {
        loop.after(turn * TURN_MILLIS, () -> stand(leader));
      }
    }
  }

  private boolean leads(RaftPeerId leader) {
    return leader.equals(division.getInfo().getLeaderId())
        && division.getInfo().getCurrentRole() == RaftPeerRole.FOLLOWER;
  }

  private void stand(RaftPeerId leader) {
    TermIndex last = division.getRaftLog().getLastEntryTermIndex();
    if (last == null || !leads(leader)) {
      return; // another has been elected, or is standing
    }
    StartLeaderElectionRequestProto request =
        StartLeaderElectionRequestProto.newBuilder()
            .setServerRequest(
                ClientProtoUtils.toRaftRpcRequestProtoBuilder(
                    RaftGroupMemberId.valueOf(leader, division.getMemberId().getGroupId()),
                    division.getId()))
            .setLeaderLastEntry(last.toProto())
            .build();
    try {
      boolean stands = server.startLeaderElection(request).getServerReply().getSuccess();
      LOG.info("the leader {} has ended; standing for election: {}", leader, stands);
    } catch (IOException e) {
      LOG.info("the leader {} has ended; cannot stand for election", leader, e);
    }
  }
}
