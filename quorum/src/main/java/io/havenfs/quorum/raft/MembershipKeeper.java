package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServer.Division;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Ratis's members what the control state's nodes are; the leader does it, one step at a time:
 * first who has left (and who has another address: Ratis changes addresses only of members that
 * come anew), then each newcomer by itself, as two at once could be a majority that has nothing
 * yet.
 */
final class MembershipKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipKeeper.class);

  private final RaftServer server;
  private final Division division;
  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong callIds = new AtomicLong();
  private final AtomicBoolean changing = new AtomicBoolean();

  MembershipKeeper(RaftServer server, Division division) {
    this.server = server;
    this.division = division;
  }

  /** Takes the next step, if there is one and this member leads. */
  void step(ControlState state) {
    if (!state.initialised() || !division.getInfo().isLeaderReady()) {
      return;
    }
    Optional<List<RaftPeer>> next = next(state.nodes().values(), division.getRaftConf());
    if (next.isPresent() && changing.compareAndSet(false, true)) {
      change(next.get());
    }
  }

  private void change(List<RaftPeer> members) {
    LOG.info("the quorum's members shall be {}", members);
    SetConfigurationRequest.Arguments arguments =
        SetConfigurationRequest.Arguments.newBuilder()
            .setServersInNewConf(with(members, RaftPeerRole.FOLLOWER))
            .setListenersInNewConf(with(members, RaftPeerRole.LISTENER))
            .build();
    SetConfigurationRequest request =
        new SetConfigurationRequest(
            clientId,
            division.getId(),
            division.getMemberId().getGroupId(),
            callIds.incrementAndGet(),
            arguments);
    var _ =
        future(request)
            .whenComplete(
                (reply, problem) -> {
                  changing.set(false);
                  if (problem != null || reply.getException() != null) {
                    LOG.info(
                        "the quorum's members could not become {}: {}",
                        members,
                        problem != null ? problem.toString() : reply.getException());
                  }
                });
  }

  private CompletableFuture<RaftClientReply> future(SetConfigurationRequest request) {
    try {
      return server.setConfigurationAsync(request);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static List<RaftPeer> with(List<RaftPeer> members, RaftPeerRole role) {
    return members.stream().filter(peer -> peer.getStartupRole() == role).toList();
  }

  /** The members after the next step from {@code now} to {@code nodes}. */
  static Optional<List<RaftPeer>> next(Collection<NodeInfo> nodes, RaftConfiguration now) {
    if (!now.getPreviousPeers().isEmpty()
        || !now.getPreviousPeers(RaftPeerRole.LISTENER).isEmpty()) {
      return Optional.empty(); // a change is under way
    }
    Map<RaftPeerId, RaftPeer> present = new HashMap<>();
    now.getCurrentPeers(RaftPeerRole.FOLLOWER)
        .forEach(peer -> present.put(peer.getId(), as(peer, RaftPeerRole.FOLLOWER)));
    now.getCurrentPeers(RaftPeerRole.LISTENER)
        .forEach(peer -> present.put(peer.getId(), as(peer, RaftPeerRole.LISTENER)));
    List<RaftPeer> wanted = nodes.stream().map(Peers::peer).toList();
    List<RaftPeer> staying =
        new ArrayList<>(wanted.stream().filter(peer -> stays(peer, present)).toList());
    boolean voters = staying.stream().anyMatch(MembershipKeeper::votes);
    if (staying.size() < present.size() && voters) {
      return Optional.of(staying);
    }
    Optional<RaftPeer> newcomer =
        wanted.stream().filter(peer -> !present.containsKey(peer.getId())).findFirst();
    if (newcomer.isEmpty()) {
      return Optional.empty();
    }
    List<RaftPeer> more = new ArrayList<>(present.values());
    more.add(newcomer.get());
    return Optional.of(more);
  }

  private static RaftPeer as(RaftPeer peer, RaftPeerRole role) {
    return RaftPeer.newBuilder(peer).setStartupRole(role).build();
  }

  private static boolean votes(RaftPeer peer) {
    return peer.getStartupRole() == RaftPeerRole.FOLLOWER;
  }

  private static boolean stays(RaftPeer wanted, Map<RaftPeerId, RaftPeer> present) {
    RaftPeer there = present.get(wanted.getId());
    return there != null
        && there.getAddress().equals(wanted.getAddress())
        && there.getStartupRole() == wanted.getStartupRole();
  }
}
