package io.havenfs.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.machine.Outcome;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nodes a, b, c, … with one service, the real control state machine, and the planner. */
final class PlannedCluster {
  static final ServiceId SERVICE = new ServiceId("files");
  private static final long TERM = 7;

  private final FailoverPlanner planner = new FailoverPlanner();
  private final Map<NodeId, Health> health = new HashMap<>();
  private final Map<NodeId, Long> incarnations = new HashMap<>();
  private ControlState state = ControlState.EMPTY;
  private long now = 1_000_000_000L;

  PlannedCluster(int nodes, boolean fallback) {
    this(nodes, fallback, new Storage.Replicated(nodes));
  }

  /** The service is in a directory that all nodes reach. */
  static PlannedCluster shared(int nodes, boolean fallback) {
    return new PlannedCluster(
        nodes,
        fallback,
        new Storage.Shared(
            "/srv/files",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(10)));
  }

  private PlannedCluster(int nodes, boolean fallback, Storage storage) {
    List<NodeInfo> infos = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      infos.add(
          new NodeInfo(
              node(i), "10.0.0." + (i + 1), 2050, 2051, 2052, Set.of(Role.VOTER, Role.DATA), 0));
    }
    apply(new Command.Initialise("cluster", Settings.DEFAULT, infos));
    List<NodeId> ids = infos.stream().map(NodeInfo::id).toList();
    apply(
        new Command.CreateService(
            new ServiceSpec(
                SERVICE,
                List.of(ServiceAddress.parse("127.0.0.9")),
                List.of("/ *(rw)"),
                NfsOptions.DEFAULT,
                Desired.ONLINE,
                ids,
                fallback,
                storage,
                SyncOptions.DEFAULT)));
    ids.forEach(this::start);
  }

  static NodeId node(int number) {
    return new NodeId(Character.toString('a' + number));
  }

  /** A process of the node starts; one that was there has ended. */
  void start(NodeId node) {
    start(node, Set.of(1));
  }

  /** The same on a machine whose disk is empty. */
  void startWithoutCopy(NodeId node) {
    start(node, Set.of());
  }

  /** The node does not trust what it finds on its disk. */
  void refuseCopy(NodeId node) {
    apply(new Command.CopyRefused(SERVICE, node, view().epoch()));
  }

  private void start(NodeId node, Set<Integer> copies) {
    long incarnation = incarnations.merge(node, 1L, Long::sum);
    apply(new Command.NodeStarted(node, incarnation, copies));
    health.put(node, Health.ALIVE);
  }

  void health(NodeId node, Health next) {
    health.put(node, next);
  }

  boolean isUp(NodeId node) {
    return health.get(node) != Health.DEAD;
  }

  ServiceState service() {
    return state.service(SERVICE).orElseThrow();
  }

  View view() {
    return service().view();
  }

  boolean isSameProcess(NodeId node) {
    return service().isSameProcess(state.node(node).orElseThrow());
  }

  void passes(Duration time) {
    now += time.toNanos();
  }

  /** The primary brings a node in sync, or takes it out. */
  void primaryProposes(View next) {
    apply(new Command.ChangeView(SERVICE, next, view().primary().orElseThrow()));
  }

  /** The primary cannot open the shared storage. */
  void givesUp() {
    apply(new Command.GiveUp(SERVICE, view().epoch(), view().primary().orElseThrow()));
  }

  void desired(Desired desired) {
    apply(new Command.SetDesired(SERVICE, desired));
  }

  void move(NodeId to) {
    apply(new Command.RequestMove(SERVICE, to));
  }

  /** One look of the planner; what it proposes happens, and must be allowed to. */
  List<Proposal> plan() {
    List<Proposal> proposals = planner.plan(new Observation(state, health, Set.of(), now));
    for (Proposal proposal : proposals) {
      switch (proposal) {
        case Proposal.NewView it -> {
          Command.ChangeView change = new Command.ChangeView(SERVICE, it.view(), node(25));
          apply(it.restsOnDeath() ? change.judgedIn(TERM) : change);
        }
        case Proposal.FallBack it -> apply(new Command.RequestMove(SERVICE, it.to()));
        case Proposal.ForgetMove it -> apply(new Command.CancelMove(SERVICE));
      }
    }
    return proposals;
  }

  private void apply(Command command) {
    Outcome outcome = ControlStateMachine.apply(state, TERM, command);
    assertThat(outcome.result().accepted()).as("%s: %s", command, outcome.result()).isTrue();
    state = outcome.state();
  }
}
