package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.AcceptLoss;
import io.havenfs.quorum.model.Command.AddNode;
import io.havenfs.quorum.model.Command.CancelMove;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.Command.CopyRefused;
import io.havenfs.quorum.model.Command.CreateService;
import io.havenfs.quorum.model.Command.DeleteService;
import io.havenfs.quorum.model.Command.ForgetLongLeases;
import io.havenfs.quorum.model.Command.GiveUp;
import io.havenfs.quorum.model.Command.HolderLeft;
import io.havenfs.quorum.model.Command.HoldersGone;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.Command.NodeStarted;
import io.havenfs.quorum.model.Command.RecordEvent;
import io.havenfs.quorum.model.Command.RecordTimeline;
import io.havenfs.quorum.model.Command.RemoveNode;
import io.havenfs.quorum.model.Command.RequestMove;
import io.havenfs.quorum.model.Command.SetDesired;
import io.havenfs.quorum.model.Command.UpdateNode;
import io.havenfs.quorum.model.Command.UpdateService;
import io.havenfs.quorum.model.Command.UpdateSettings;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.Event;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Severity;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.Storage.Replicated;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.Timeline;
import io.havenfs.quorum.model.View;
import io.havenfs.testkit.seeded.Generate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Commands of all kinds, sensible and not, about few nodes and services. */
public final class RandomCommands {
  static final List<NodeId> NODES =
      List.of(new NodeId("a"), new NodeId("b"), new NodeId("c"), new NodeId("d"));
  static final List<ServiceId> SERVICES = List.of(new ServiceId("s"), new ServiceId("t"));

  private final RandomGenerator random;

  /** Draws from {@code random}. */
  public RandomCommands(RandomGenerator random) {
    this.random = random;
  }

  /** A term from 1 to 3. */
  public long term() {
    return Generate.between(random, 1, 3);
  }

  /** Some command. */
  public Command next(ControlState state) {
    if (!state.initialised()) {
      return new Initialise("cluster", settings(), NODES.stream().map(this::node).toList());
    }
    NodeId node = Generate.pick(random, NODES);
    ServiceId service = Generate.pick(random, SERVICES);
    return switch (random.nextInt(29)) {
      case 0 -> new AddNode(node(node));
      case 1 -> new UpdateNode(node(node));
      case 2 -> new RemoveNode(node);
      case 3, 4 ->
          new NodeStarted(
              node, random.nextInt(20), random.nextBoolean() ? Set.of(1, 2, 3) : Set.of());
      case 5, 6 -> new CreateService(spec(service));
      case 7, 8 -> new UpdateService(spec(service));
      case 9 -> new DeleteService(service);
      case 10 -> new SetDesired(service, Generate.pick(random, List.of(Desired.values())));
      case 11 -> new RequestMove(service, node);
      case 12 -> new CancelMove(service);
      case 13 -> new RecordEvent(event(node, service));
      case 14 -> new RecordTimeline(timeline(node, service));
      case 15 -> new UpdateSettings(settings());
      case 16 -> new ForgetLongLeases(state.configVersion() - random.nextInt(2));
      case 17 -> new CopyRefused(service, node, random.nextInt(10));
      case 18 -> new HoldersGone(service, random.nextInt(5), node);
      case 19 -> new HolderLeft(service, node, random.nextInt(5));
      case 20 -> new GiveUp(service, random.nextInt(5), node);
      case 21 -> acceptLoss(state, service, node);
      default -> changeView(state, service, node);
    };
  }

  private Command acceptLoss(ControlState state, ServiceId service, NodeId node) {
    long version = state.service(service).map(it -> it.view().version()).orElse(0L);
    return new AcceptLoss(service, node, version - random.nextInt(2));
  }

  private Command changeView(ControlState state, ServiceId service, NodeId proposer) {
    Optional<ServiceState> there = state.service(service);
    View now = there.map(ServiceState::view).orElse(View.fresh(NODES));
    View next = nextView(now, Generate.pick(random, NODES));
    ChangeView change = new ChangeView(service, next, proposer);
    return random.nextBoolean() ? change.judgedIn(term()) : change;
  }

  /** A view that may follow {@code now}, or may not. */
  private View nextView(View now, NodeId node) {
    try {
      return switch (random.nextInt(6)) {
        case 0 -> now.released();
        case 1 -> now.without(node);
        case 2 -> now.with(node);
        case 3 -> now.takenOver(node, now.inSync());
        case 4 -> now.replicatedOn(some(NODES, 1));
        default -> now.takenOver(node, List.of(node));
      };
    } catch (IllegalArgumentException notWellFormed) {
      return now.renewed();
    }
  }

  private NodeInfo node(NodeId id) {
    Set<Role> roles = random.nextInt(4) == 0 ? EnumSet.of(Role.VOTER) : EnumSet.allOf(Role.class);
    int port = 1000 + 10 * NODES.indexOf(id) + random.nextInt(2);
    return new NodeInfo(id, "127.0.0.1", port, port + 1000, port + 2000, roles, 0);
  }

  private ServiceSpec spec(ServiceId id) {
    List<NodeId> nodes = some(NODES, 1);
    return new ServiceSpec(
        id,
        List.of(address(id)),
        List.of("/ *(rw)"),
        new NfsOptions(List.of("4.2"), 90, random.nextInt(90)),
        Generate.pick(random, List.of(Desired.values())),
        nodes,
        random.nextBoolean(),
        storage(nodes),
        new SyncOptions(random.nextInt(9), random.nextBoolean(), Optional.of(Duration.ofDays(7))));
  }

  private Storage storage(List<NodeId> nodes) {
    return random.nextInt(4) == 0
        ? new Storage.Shared(
            "/srv/shared",
            Optional.of("mount"),
            Optional.empty(),
            Optional.of("fence"),
            Duration.ofSeconds(1 + random.nextInt(9)))
        : new Replicated(Generate.between(random, 1, nodes.size()));
  }

  private ServiceAddress address(ServiceId id) {
    int last = 1 + SERVICES.indexOf(id);
    return random.nextBoolean()
        ? new ServiceAddress("127.0.1." + last, OptionalInt.empty(), Optional.empty(), 2049)
        : new ServiceAddress("fd00::" + last, OptionalInt.of(64), Optional.of("eth0"), 2049);
  }

  private Settings settings() {
    return new Settings(
        Generate.pick(random, List.of(DeadAfter.values())),
        Duration.ofMillis(1 + random.nextInt(500)),
        1 + random.nextInt(3));
  }

  private Event event(NodeId node, ServiceId service) {
    return new Event(
        random.nextLong(), Severity.WARNING, node, Optional.of(service), "text \"' \n ü");
  }

  private Timeline timeline(NodeId node, ServiceId service) {
    return new Timeline(
        service,
        random.nextInt(5),
        Timeline.Cause.SILENCE,
        Optional.of(node),
        node,
        Map.of(Generate.pick(random, List.of(Timeline.Step.values())), random.nextLong()));
  }

  private List<NodeId> some(List<NodeId> of, int atLeast) {
    List<NodeId> shuffled = new ArrayList<>(of);
    Collections.shuffle(shuffled, Random.from(random));
    return shuffled.subList(0, Generate.between(random, atLeast, of.size()));
  }
}
