package io.havenfs.quorum.raft;

import io.havenfs.host.time.Time;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.lease.Liveness;
import io.havenfs.quorum.model.Command.ForgetLongLeases;
import io.havenfs.quorum.model.Command.NodeStarted;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServer.Division;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a member together and passes on what happens. */
final class RaftMember implements MachineEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RaftMember.class);

  /** How often health is judged, in parts of a heartbeat's interval. */
  private static final int JUDGEMENTS = 4;

  private static final long MEMBERSHIP_MILLIS = 250;

  private final RaftQuorumSettings settings;
  private final Time time;
  private final RaftServer server;
  private final StateHolder states = new StateHolder();
  private final Listeners listeners;
  private final Loop loop;
  private final CompletableFuture<Parts> parts = new CompletableFuture<>();
  private Map<NodeId, Health> judged = Map.of();
  private long shortenedVersion = -1;
  private long shortenedAt;

  /** What needs the server to exist. */
  private record Parts(
      Division division,
      Calls calls,
      Submitter submitter,
      LeaderDuty duty,
      Deposing deposing,
      LeaseKeeper leases,
      Registration registration,
      MembershipKeeper membership,
      EarlyElection election) {}

  private RaftMember(RaftQuorumSettings settings, Time time) throws IOException {
    this.settings = settings;
    this.time = time;
    this.listeners = new Listeners("quorum-news-" + settings.self());
    this.loop = new Loop("quorum-" + settings.self());
    this.server =
        RaftServer.newBuilder()
            .setServerId(Peers.id(settings.self()))
            .setGroup(firstGroup(settings))
            .setStateMachine(new ControlMachine(this))
            .setProperties(RaftTuning.properties(settings))
            .setParameters(RaftTuning.parameters(settings))
            .setOption(ranBefore(settings) ? StartupOption.RECOVER : StartupOption.FORMAT)
            .build();
  }

  static RaftMember start(RaftQuorumSettings settings, Time time) throws IOException {
    Files.createDirectories(settings.directory());
    RaftMember member = new RaftMember(settings, time);
    try {
      member.start();
    } catch (IOException | RuntimeException e) {
      member.close();
      throw e;
    }
    return member;
  }

  private static RaftGroupId groupId(RaftQuorumSettings settings) {
    return RaftGroupId.valueOf(settings.cluster());
  }

  private static boolean ranBefore(RaftQuorumSettings settings) {
    return Files.isDirectory(settings.directory().resolve(settings.cluster().toString()));
  }

  /** The first voters, if this is one of them; a node that joins has no members until it is one. */
  private static RaftGroup firstGroup(RaftQuorumSettings settings) {
    boolean first = settings.known().stream().anyMatch(node -> node.id().equals(settings.self()));
    List<RaftPeer> peers = first ? settings.known().stream().map(Peers::peer).toList() : List.of();
    return RaftGroup.valueOf(groupId(settings), peers);
  }

  private void start() throws IOException {
    Division division = server.getDivision(groupId(settings));
    Calls calls = new Calls(server, groupId(settings), settings);
    Submitter submitter = new Submitter(calls, loop, time, this::leader);
    LeaderDuty duty =
        new LeaderDuty(
            states,
            time,
            new Confirmations(calls, division),
            new Liveness(settings.self(), settings.incarnation()));
    Deposing deposing = new Deposing(calls, loop, duty, states, division.getId());
    Registration registration =
        new Registration(
            submitter,
            loop,
            new NodeStarted(settings.self(), settings.incarnation(), settings.copies()));
    Question.Heartbeat heartbeat = new Question.Heartbeat(settings.self(), settings.incarnation());
    LeaseKeeper leases =
        new LeaseKeeper(
            time,
            states,
            this::leader,
            to -> calls.ask(to, heartbeat).thenApply(Grant::decode),
            registration::register);
    MembershipKeeper membership = new MembershipKeeper(server, division);
    EarlyElection election = new EarlyElection(server, division, loop, states);
    parts.complete(
        new Parts(
            division,
            calls,
            submitter,
            duty,
            deposing,
            leases,
            registration,
            membership,
            election));
    server.start();
    registration.register();
    loop.repeat(() -> heartbeatMillis(), leases::beat);
    loop.repeat(() -> Math.max(1, heartbeatMillis() / JUDGEMENTS), this::judge);
    loop.repeat(() -> MEMBERSHIP_MILLIS, this::housekeeping);
  }

  private long heartbeatMillis() {
    return states.state().settings().deadAfter().heartbeatEvery().toMillis();
  }

  private Parts parts() {
    return parts.join();
  }

  StateHolder states() {
    return states;
  }

  Listeners listeners() {
    return listeners;
  }

  Submitter submitter() {
    return parts().submitter;
  }

  Deposing deposing() {
    return parts().deposing;
  }

  LeaderDuty duty() {
    return parts().duty;
  }

  LeaseKeeper leases() {
    return parts().leases;
  }

  Registration registration() {
    return parts().registration;
  }

  /** Who leads, as Ratis knows here; for a node that joins, somebody to ask. */
  Optional<RaftPeerId> leader() {
    RaftPeerId leader = parts().division.getInfo().getLeaderId();
    if (leader != null) {
      return Optional.of(leader);
    }
    boolean member = parts().division.getRaftConf().getPeer(Peers.id(settings.self())) != null;
    return member || settings.known().isEmpty()
        ? Optional.empty()
        : Optional.of(Peers.id(anyKnown()));
  }

  Set<NodeId> voters() {
    return parts().division.getRaftConf().getCurrentPeers().stream()
        .map(peer -> Peers.node(peer.getId()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private NodeId anyKnown() {
    int turn = Math.floorMod(time.nanoTime() / 1_000_000, settings.known().size());
    return settings.known().get(turn).id();
  }

  void processEnded(NodeId node, long incarnation) {
    duty().processEnded(node, incarnation);
    long known = states.state().node(node).map(NodeInfo::incarnation).orElse(Long.MAX_VALUE);
    if (incarnation >= known) {
      loop.soon(() -> parts().election.ended(node));
    }
    loop.soon(this::judge);
  }

  @Override
  public void applied(ControlState state) {
    states.advance(state);
    listeners.state(state);
    if (parts.isDone()) {
      loop.soon(() -> parts().calls.nodesAre(states.state().nodes().values()));
    }
  }

  @Override
  public void leaderReady(long term) {
    LOG.info("{} leads the quorum in term {}", settings.self(), term);
    duty().began(term);
    listeners.leadership(OptionalLong.of(term));
    loop.soon(parts().leases::beat);
    loop.soon(this::housekeeping);
  }

  @Override
  public void notLeader() {
    if (duty().term().isPresent()) {
      LOG.info("{} leads the quorum no more", settings.self());
      duty().ended();
      listeners.leadership(OptionalLong.empty());
    }
  }

  @Override
  public void leaderChanged() {
    loop.soon(parts().leases::beat);
  }

  @Override
  public CompletableFuture<byte[]> asked(byte[] bytes) {
    try {
      return switch (Question.decode(bytes)) {
        case Question.Heartbeat it -> duty().heartbeat(it).thenApply(Grant::encode);
        case Question.Confirm it -> CompletableFuture.completedFuture(currentTerm());
      };
    } catch (IOException | IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private byte[] currentTerm() {
    long term = parts().division.getInfo().getCurrentTerm();
    return ByteBuffer.allocate(Long.BYTES).putLong(term).array();
  }

  private void judge() {
    if (duty().term().isPresent()) {
      Map<NodeId, Health> now = duty().health();
      if (!now.equals(judged)) {
        judged = now;
        listeners.health();
      }
    }
  }

  private void housekeeping() {
    OptionalLong term = duty().term();
    if (term.isEmpty()) {
      return;
    }
    if (!parts().division.getInfo().isLeader()) {
      notLeader(); // that was told before the readiness was
      return;
    }
    parts().membership.step(states.state());
    forgetLongLeases();
  }

  /** Leases granted before the setting became shorter have run out a longest lease later. */
  private void forgetLongLeases() {
    ControlState state = states.state();
    if (state.longestLease() == state.settings().deadAfter()) {
      return;
    }
    long now = time.nanoTime();
    if (shortenedVersion != state.configVersion()) {
      shortenedVersion = state.configVersion();
      shortenedAt = now;
    }
    long longest = state.longestLease().duration().toNanos();
    if (now - shortenedAt > longest && duty().ledForNanos() > longest) {
      var _ = submitter().submit(new ForgetLongLeases(state.configVersion()));
    }
  }

  @Override
  public void close() {
    loop.close();
    try {
      server.close(); // first, as it brings in what the calls would be used for
    } catch (IOException e) {
      throw new UncheckedIOException("closing the quorum's member " + settings.self(), e);
    } finally {
      if (parts.isDone()) {
        parts().calls.close();
      }
      listeners.close();
    }
  }
}
