package io.havenfs.simulation.cluster;

import io.havenfs.cluster.agent.AgentState;
import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.core.Copies;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.SyncTurns;
import io.havenfs.replication.member.Member;
import io.havenfs.simulation.quorum.SimulatedQuorum;
import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.SimulatedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A node's process, put together as the daemon is, of the real parts. */
final class Node {
  /** Small, so that the limits are met. */
  private static final ReplicationLimits LIMITS =
      new ReplicationLimits(
          Duration.ofMillis(500),
          Duration.ofMillis(300),
          Duration.ofMillis(100),
          64 << 10,
          16 << 10,
          64 << 10,
          0);

  private static final long REGISTERED_LOOK = 5_000_000;
  private static final Copies COPIES = new Copies(Copies.Kind.REPLICATED, 64 << 10);

  private final World world;
  private final Machine machine;
  private final SimulatedProcess process;
  private final long incarnation;
  private final io.havenfs.simulation.quorum.Member quorum;
  private @Nullable Copy copy;
  private @Nullable Member member;
  private @Nullable Agent agent;
  private @Nullable Door door;

  /** What nodes have in common. */
  record World(
      Network network,
      SimulatedQuorum quorum,
      Addresses addresses,
      Service service,
      List<NodeId> nodes,
      ClientLimits limits,
      Observer observer,
      Consumer<String> trace) {}

  /** Who wants to know what clients were answered. */
  interface Observer {
    void answered(Node by, long epoch);
  }

  Node(World world, Machine machine, SimulatedProcess process) {
    this.world = world;
    this.machine = machine;
    this.process = process;
    incarnation = machine.nextIncarnation();
    quorum =
        new io.havenfs.simulation.quorum.Member(
            world.quorum(),
            process,
            new NodeId(machine.name()),
            incarnation,
            machine.isBlank() ? Set.of() : Set.of(Service.NUMBER));
  }

  /** Starts everything; a node without data only takes part in the quorum. */
  void start(boolean holdsData, RandomGenerator random) {
    Leader leader = new Leader(quorum, process);
    Lifelines lifelines =
        new Lifelines(
            world.network(),
            process,
            new Lifelines.Hello(quorum.self(), incarnation),
            ended -> {
              world.trace().accept(quorum.self() + ": " + ended.node() + " has ended");
              quorum.processEnded(ended.node(), ended.incarnation());
              leader.processEnded(ended);
            });
    quorum.start();
    leader.start();
    lifelines.start(world.nodes().stream().filter(other -> !other.equals(quorum.self())).toList());
    if (holdsData) {
      startCopyOnceRegistered(random);
    }
  }

  /**
   * Before the quorum knows of this process, nobody may take its copy for in sync: it would be
   * taken for the process before.
   */
  private void startCopyOnceRegistered(RandomGenerator random) {
    boolean registered =
        quorum
            .state()
            .node(quorum.self())
            .filter(it -> it.incarnation() == incarnation)
            .isPresent();
    if (!registered || !hasItsCopy() || !startCopy(random)) {
      process.after(REGISTERED_LOOK, () -> startCopyOnceRegistered(random));
    }
  }

  /** Who is in sync and has lost its copy makes no other until it is not in sync any more. */
  private boolean hasItsCopy() {
    return quorum
        .state()
        .service(world.service().id())
        .filter(it -> it.lacksCopy(quorum.self()))
        .isEmpty();
  }

  /** Returns whether it was opened; a damaged one is told of, and replaced when it may be. */
  private boolean startCopy(RandomGenerator random) {
    machine.used();
    try {
      open(random);
      return true;
    } catch (IOException failed) {
      if (!machine.isDamaged()) {
        throw new UncheckedIOException(failed);
      }
      world.trace().accept(quorum.self() + " refuses its copy: " + failed.getMessage());
      View view = quorum.state().service(world.service().id()).orElseThrow().view();
      if (view.inSync().contains(quorum.self())) {
        command(new Command.CopyRefused(world.service().id(), quorum.self(), view.epoch()));
      } else {
        machine.diskReplaced(random);
      }
      return false;
    }
  }

  private void open(RandomGenerator random) throws IOException {
    Copy opened = new Copy(machine, process, COPIES, random);
    PeerLinks links = new PeerLinks(world.network(), process, machine.name(), random, opened::wake);
    Member made =
        new Member(
            machine.name(),
            world.service().id().name(),
            opened.sequencer(),
            new Proposals(quorum, process, world.service().id()),
            LIMITS,
            SyncTurns.atOnce(() -> 1),
            links);
    links.serve(made);
    Door front = new Door(this, opened, random);
    Agent acting =
        new Agent(
            quorum,
            process,
            world.service().id(),
            new CopyControl(opened, made),
            front,
            world.trace());
    copy = opened;
    member = made;
    door = front;
    agent = acting;
    acting.start();
  }

  /** Proposes an operator's command. */
  void command(Command command) {
    var _ = quorum.submit(command);
  }

  World world() {
    return world;
  }

  Machine machine() {
    return machine;
  }

  SimulatedProcess process() {
    return process;
  }

  long incarnation() {
    return incarnation;
  }

  NodeId id() {
    return quorum.self();
  }

  Optional<Copy> copy() {
    return Optional.ofNullable(copy);
  }

  /** Whether the lease holds and the view says that this process serves in {@code epoch}. */
  boolean mayServe(long epoch) {
    return quorum.serves(world.service().id(), epoch);
  }

  /** Whether clients could be answered here at this instant. */
  boolean isAnswering() {
    Door front = door;
    return front != null && process.isRunning() && front.isOpen() && mayServe(front.epoch());
  }

  /** What is locked and waited for in the service that it serves. */
  List<String> locks() {
    Door front = door;
    return front == null ? List.of() : front.locks();
  }

  /** Whether it found state to be lost when it began to serve. */
  boolean lossFound() {
    Door front = door;
    return front != null && front.lossFound();
  }

  /** The epoch in which it answers. */
  long epoch() {
    Door front = door;
    return front == null ? 0 : front.epoch();
  }

  /** What it is doing, for the trace. */
  String describe() {
    Agent acting = agent;
    Member made = member;
    AgentState state = acting == null ? new AgentState.Idle() : acting.state();
    return machine.name()
        + "/"
        + incarnation
        + (process.hasEnded() ? " ended" : process.isRunning() ? " running" : " paused")
        + ", "
        + state
        + (made == null ? "" : ", " + made.status());
  }
}
