package io.havenfs.simulation.cluster;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Settings;
import io.havenfs.simulation.quorum.SimulatedQuorum;
import io.havenfs.simulation.report.Violation;
import io.havenfs.testkit.disk.SimulatedCrash;
import io.havenfs.testkit.world.Agenda;
import io.havenfs.testkit.world.DriftingClock;
import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.SimulatedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The machines of a cluster and the processes on them; what can be done to both. */
final class Cluster {
  /** Clocks run within half of what leases allow for, so that two differ by less than that. */
  private static final int DRIFT_PPM = 9_000;

  private static final long A_DAY = 86_400_000_000_000L;
  private static final long WALL_START = 1_700_000_000_000_000_000L;
  private static final int PORT = 1;

  private final Agenda agenda;
  private final Network network;
  private final RandomGenerator random;
  private final SimulatedQuorum quorum;
  private final Node.World world;
  private final Map<String, Machine> machines = new TreeMap<>();
  private final Map<String, Node> nodes = new TreeMap<>();
  private final Set<NodeId> dataNodes;
  private final Consumer<String> trace;
  private final Taint taint;
  private int deaths;

  Cluster(
      Agenda agenda,
      Network network,
      RandomGenerator random,
      List<NodeId> dataNodes,
      List<NodeId> witnesses,
      ClientLimits limits,
      Node.Observer observer,
      Addresses addresses,
      Consumer<String> trace) {
    this.agenda = agenda;
    this.network = network;
    this.random = random;
    this.trace = trace;
    this.dataNodes = Set.copyOf(dataNodes);
    List<NodeId> all = new ArrayList<>(dataNodes);
    all.addAll(witnesses);
    Service service = Service.on(dataNodes);
    quorum =
        new SimulatedQuorum(
            agenda, random, all, (from, to) -> network.connects(from.name(), to.name()), trace);
    world = new Node.World(network, quorum, addresses, service, all, limits, observer, trace);
    quorum.prepare(
        new Command.Initialise(
            "simulated", settings(), all.stream().map(this::information).toList()));
    quorum.prepare(new Command.CreateService(service.spec()));
    for (NodeId id : all) {
      machines.put(id.name(), new Machine(id.name(), clock(), random.nextLong()));
    }
    taint = new Taint(quorum, service, machines);
  }

  private static Settings settings() {
    return Settings.DEFAULT.withDeadAfter(DeadAfter.FAST);
  }

  private NodeInfo information(NodeId id) {
    Set<Role> roles = dataNodes.contains(id) ? Set.of(Role.VOTER, Role.DATA) : Set.of(Role.VOTER);
    return new NodeInfo(id, id.name(), PORT, PORT, PORT, roles, NodeInfo.NEVER_RAN);
  }

  private DriftingClock clock() {
    return new DriftingClock(
        agenda,
        random.nextInt(-DRIFT_PPM, DRIFT_PPM),
        random.nextLong(1, A_DAY),
        WALL_START + random.nextLong(1_000_000_000L));
  }

  SimulatedQuorum quorum() {
    return quorum;
  }

  ServiceState serviceState() {
    return quorum.state().service(world.service().id()).orElseThrow();
  }

  Service service() {
    return world.service();
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  Optional<Node> node(NodeId id) {
    return Optional.ofNullable(nodes.get(id.name()));
  }

  /** Processes that died or were killed. */
  int deaths() {
    return deaths;
  }

  boolean isDown(NodeId id) {
    Node node = nodes.get(id.name());
    return node == null || node.process().hasEnded();
  }

  /** Starts a process on the machine, which must have none. */
  void start(NodeId id) {
    if (!isDown(id)) {
      return;
    }
    Machine machine = machine(id);
    network.powerOn(machine.name());
    machine.start();
    Node[] made = new Node[1];
    SimulatedProcess process =
        new SimulatedProcess(
            agenda, machine.name(), machine.clock(), thrown -> thrown(made[0], thrown));
    made[0] = new Node(world, machine, process);
    nodes.put(machine.name(), made[0]);
    trace.accept(machine.name() + " starts as process " + made[0].incarnation());
    process.execute(() -> made[0].start(dataNodes.contains(id), random));
  }

  private Machine machine(NodeId id) {
    Machine machine = machines.get(id.name());
    if (machine == null) {
      throw new IllegalArgumentException("no machine " + id);
    }
    return machine;
  }

  private void thrown(Node node, Throwable thrown) {
    if (!(thrown instanceof SimulatedCrash)) {
      throw new Violation("a fault on " + node.describe(), thrown);
    }
    trace.accept(node.id() + " dies: " + thrown.getMessage());
    if (random.nextBoolean() && taint.mayLosePower(node.id())) {
      losePower(node);
    } else {
      end(node);
    }
    agenda.after(random.nextLong(1_000_000_000L), () -> start(node.id()));
  }

  /** SIGKILL. */
  void kill(NodeId id) {
    if (!isDown(id)) {
      trace.accept(id + " is killed");
      node(id).ifPresent(this::end);
    }
  }

  private void end(Node node) {
    deaths++;
    node.process().end();
    network.ended(node.process());
    node.machine().processEnded();
    world.addresses().release(node.machine().name());
    spareWhoIsNeeded();
  }

  /** The machine loses power. */
  void powerOff(NodeId id) {
    if (!isDown(id)) {
      node(id).ifPresent(this::losePower);
    }
  }

  private void losePower(Node node) {
    deaths++;
    trace.accept(node.id() + " loses power");
    node.process().end();
    network.powerOff(node.machine().name());
    node.machine().powerLost(random);
    taint.lostPower(node);
    world.addresses().release(node.machine().name());
    spareWhoIsNeeded();
  }

  /** A death that was to come may not any more, now that others have died. */
  private void spareWhoIsNeeded() {
    dataNodes.stream().filter(node -> !taint.mayBeMissed(node)).forEach(this::spare);
  }

  /** The machine does not die at its disk, if it was to. */
  void spare(NodeId id) {
    machine(id).disk().failAfter(Integer.MAX_VALUE);
  }

  /** The machine loses power, and gets an empty disk before it has it again. */
  void replaceDisk(NodeId id) {
    if (!isDown(id)) {
      powerOff(id);
      trace.accept(id + " gets an empty disk");
      machine(id).diskReplaced(random);
    }
  }

  /** The process dies, and a sector of its log goes bad. */
  void damageLog(NodeId id) {
    if (!isDown(id)) {
      kill(id);
      trace.accept("a sector of the log of " + id + " goes bad");
      node(id).ifPresent(taint::lostPower);
      machine(id).damageLog(random);
      spareWhoIsNeeded();
    }
  }

  /** An operator's command, from some node that runs. */
  void command(Command command) {
    List<Node> running =
        nodes.values().stream().filter(node -> node.process().isRunning()).toList();
    if (!running.isEmpty()) {
      Node through = running.get(random.nextInt(running.size()));
      trace.accept("by " + through.id() + ": " + command);
      through.process().execute(() -> through.command(command));
    }
  }

  /** Which deaths would lose what clients were promised only in memory. */
  Taint taint() {
    return taint;
  }

  /** The machine dies in the {@code changes}-th change of its disk from now on. */
  void dieAtDisk(NodeId id, int changes) {
    if (!isDown(id)) {
      machine(id).disk().failAfter(changes);
    }
  }
}
