package io.havenfs.simulation.cluster;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.simulation.client.Handles;
import io.havenfs.simulation.client.Losses;
import io.havenfs.simulation.client.SimulatedClient;
import io.havenfs.simulation.client.Verifiers;
import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;
import io.havenfs.simulation.model.FsModel;
import io.havenfs.simulation.model.FsState;
import io.havenfs.simulation.report.Trace;
import io.havenfs.simulation.report.Violation;
import io.havenfs.simulation.service.NfsFront;
import io.havenfs.testkit.history.History;
import io.havenfs.testkit.history.Linearizability;
import io.havenfs.testkit.history.Operation;
import io.havenfs.testkit.history.Verdict;
import io.havenfs.testkit.world.Agenda;
import io.havenfs.testkit.world.DriftingClock;
import io.havenfs.testkit.world.Network;
import io.havenfs.testkit.world.NetworkTerms;
import io.havenfs.testkit.world.SimulatedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One run: a cluster of two or three data nodes and perhaps a witness, a few clients, and what goes
 * wrong while they work. Everything follows from the seed.
 *
 * <p>Checked after every event: at most one node could answer a client, and answers come from
 * epochs that never fall. At the end, when everything is repaired: all operations were answered, an
 * order explains all answers, no write verifier changed, all copies are in sync and the same.
 */
public final class Simulation {
  private static final long SECOND = 1_000_000_000;
  private static final long PATIENCE = 60 * SECOND;
  private static final int TAIL = 25;
  private static final List<SimulatedClient.Version> VERSIONS =
      List.of(
          SimulatedClient.Version.V3, SimulatedClient.Version.V4_0, SimulatedClient.Version.V4_1);

  /** Of so many seeds two have clients that lock over NLM. */
  private static final int LOCKING_EVERY = 7;

  /** How long only reclaims are served after a loss of state, in runs with NLM. */
  private static final Duration SHORT_LEASE = Duration.ofSeconds(15);

  /** For clocks that go wrong. */
  private static final Duration SURELY_GRACE = Duration.ofSeconds(14);

  private final long seed;

  /** In every fifth run. */
  private final boolean outages;

  /** Whether there are clients that lock over NLM. */
  private final boolean locking;

  private final Losses losses = new Losses(SURELY_GRACE);
  private final RandomGenerator random;
  private final Agenda agenda;
  private final Network network;
  private final Trace trace;
  private final Cluster cluster;
  private final Addresses addresses;
  private final List<NodeId> nodes = new ArrayList<>();
  private final List<SimulatedClient> clients = new ArrayList<>();
  private final History<Ask, Answer> history;
  private final Verifiers verifiers;
  private final int operations;
  private long answeredEpoch;
  private long seenEpoch;
  private ServiceState lastState;
  private boolean allRestarted;

  /**
   * @param live where to print the trace while it happens
   */
  public Simulation(long seed, Terms terms, Optional<java.io.PrintStream> live) {
    this.seed = seed;
    outages = seed % 5 == 4;
    locking = seed % LOCKING_EVERY == 0 || seed % LOCKING_EVERY == LOCKING_EVERY - 1;
    random = new SplittableRandom(seed);
    agenda = new Agenda(random);
    network = new Network(agenda, random, NetworkTerms.LAN);
    trace = new Trace(agenda::nanos, live);
    history = new History<>(agenda::nanos);
    verifiers = new Verifiers(agenda::nanos);
    operations = terms.operations();
    addresses = new Addresses(agenda, random, network::connects);
    List<NodeId> data = named("data", random.nextInt(3) == 0 ? 3 : 2);
    List<NodeId> witnesses = named("witness", data.size() == 2 ? 1 : 0);
    nodes.addAll(data);
    nodes.addAll(witnesses);
    ClientLimits limits =
        locking && outages ? ClientLimits.DEFAULT.withLease(SHORT_LEASE) : ClientLimits.DEFAULT;
    cluster =
        new Cluster(
            agenda, network, random, data, witnesses, limits, this::answered, addresses, trace);
    lastState = cluster.serviceState();
  }

  /** How much a run does. */
  public record Terms(int clients, int lanes, int operations) {
    /** Enough for a few failovers. */
    public static final Terms SHORT = new Terms(3, 2, 50);
  }

  private static List<NodeId> named(String name, int count) {
    List<NodeId> ids = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      ids.add(new NodeId(name + i));
    }
    return ids;
  }

  /** The last that happened, for whoever has to explain a violation. */
  public List<String> trace() {
    return trace.lines();
  }

  /** How the nodes are. */
  public List<String> nodes() {
    return cluster.nodes().stream().map(Node::describe).toList();
  }

  /** Runs it. */
  public Outcome run(Terms terms) {
    nodes.forEach(cluster::start);
    until("nobody serves", () -> answering().isPresent());
    startClients(terms);
    Chaos chaos =
        new Chaos(
            agenda,
            network,
            cluster,
            random,
            nodes,
            clients.stream().map(SimulatedClient::name).toList(),
            outages,
            trace);
    chaos.start();
    until("clients are not done", this::clientsAreDone, 4 * PATIENCE);
    trace.accept("clients are done, all is repaired");
    chaos.end();
    until("copies do not come in sync", this::isSettled);
    if (locking) {
      until("locks are left", () -> leftLocked().isEmpty());
      until("copies do not come to rest", this::isSettled);
    }
    boolean decided = judge();
    compare();
    return new Outcome(
        history.answered().size(),
        cluster.serviceState().view().epoch() - 1,
        cluster.deaths(),
        chaos.troubles(),
        decided,
        agenda.nanos());
  }

  private Optional<Node> answering() {
    return cluster.nodes().stream().filter(Node::isAnswering).findFirst();
  }

  private void startClients(Terms terms) {
    Node first = answering().orElseThrow();
    Handles handles = new Handles(NfsFront.root(first.copy().orElseThrow()));
    SimulatedClient.Shared shared =
        new SimulatedClient.Shared(
            network, handles, verifiers, history, agenda::nanos, losses, locking, trace);
    for (int i = 1; i <= terms.clients(); i++) {
      String name = SimulatedClient.name(i);
      SimulatedProcess process =
          new SimulatedProcess(
              agenda,
              name,
              new DriftingClock(agenda, 0, 0, 0),
              thrown -> {
                throw new Violation("a client's fault", thrown);
              });
      SimulatedClient client =
          new SimulatedClient(
              i,
              version(i),
              terms.lanes(),
              process,
              shared,
              random,
              () -> addresses.asHeardBy(name));
      clients.add(client);
      addresses.add(client);
      client.start(operations);
    }
    addresses.announce(first.machine().name());
  }

  /**
   * In every third run there is a client of each version; in the others none of 4.0. Where all
   * machines may lose power, clients have no state to lose.
   */
  private SimulatedClient.Version version(int client) {
    if (locking) {
      return lockingVersion(client);
    }
    if (outages) {
      return SimulatedClient.Version.V3;
    }
    if (seed % VERSIONS.size() == 0) {
      return VERSIONS.get((client - 1) % VERSIONS.size());
    }
    return client % 2 == 0 ? SimulatedClient.Version.V4_1 : SimulatedClient.Version.V3;
  }

  /** At least one that locks over NLM; the others do as well, or share the files with them. */
  private SimulatedClient.Version lockingVersion(int client) {
    long choice = seed / LOCKING_EVERY;
    boolean locks = client == 1 || (outages ? client == 2 : (choice >> client) % 2 == 0);
    if (locks) {
      return SimulatedClient.Version.V3_LOCKING;
    }
    return outages ? SimulatedClient.Version.V3 : VERSIONS.get((int) (choice % 3));
  }

  private boolean clientsAreDone() {
    return clients.stream().allMatch(SimulatedClient::isDone);
  }

  /** Whether all copies are in sync as what they are now, whole, and have applied the same. */
  private boolean isSettled() {
    List<NodeId> replicas = cluster.service().replicas();
    ServiceState state = cluster.serviceState();
    if (state.view().inSync().size() < replicas.size()
        || !replicas.stream().allMatch(node -> isSameProcess(state, node))
        || answering().flatMap(Node::copy).map(Copy::mayDiffer).orElse(true)) {
      return false;
    }
    List<Copy.Progress> progress =
        replicas.stream()
            .flatMap(id -> cluster.node(id).flatMap(Node::copy).stream())
            .map(Copy::progress)
            .toList();
    return progress.size() == replicas.size()
        && progress.stream().distinct().count() == 1
        && progress.getFirst().whole();
  }

  private boolean isSameProcess(ServiceState state, NodeId node) {
    return cluster.quorum().state().node(node).map(state::isSameProcess).orElse(false);
  }

  private void until(String what, BooleanSupplier wanted) {
    until(what, wanted, PATIENCE);
  }

  private void until(String what, BooleanSupplier wanted, long patience) {
    long end = agenda.nanos() + patience;
    while (!wanted.getAsBoolean()) {
      if (!agenda.step() || agenda.nanos() > end) {
        throw new Violation(
            "%s after %d s: %s, locked %s, unanswered %s"
                .formatted(
                    what,
                    patience / SECOND,
                    cluster.serviceState().view(),
                    leftLocked(),
                    clients.stream().map(SimulatedClient::unanswered).toList()));
      }
      requireOneAnswering();
      watchViews();
      if (outages) {
        watchLosses();
        answering().flatMap(Node::copy).ifPresent(copy -> verifiers.seen(copy.writeVerifier()));
      }
    }
  }

  /**
   * A primary whose process is not the one that came in sync takes over only when all in sync have
   * restarted: then unstable writes that were not answered may be gone from everywhere.
   */
  private void watchViews() {
    ServiceState now = cluster.serviceState();
    if (now.view().epoch() != lastState.view().epoch() && lastState.view().epoch() > 0) {
      ServiceState before = lastState;
      allRestarted |=
          now.view()
              .primary()
              .flatMap(primary -> cluster.quorum().state().node(primary))
              .map(node -> !before.isSameProcess(node))
              .orElse(false);
    }
    lastState = now;
  }

  /** Each takeover by a process that cannot have all that was promised begins with a loss. */
  private void watchLosses() {
    Optional<Node> now = answering();
    if (now.isPresent() && now.get().epoch() != seenEpoch) {
      seenEpoch = now.get().epoch();
      if (now.get().lossFound()) {
        losses.lostNow(agenda.nanos());
      }
    }
  }

  /**
   * What is left though all have unlocked what they had and nobody waits: nothing, once those who
   * waited for files that are gone were looked after.
   */
  private List<String> leftLocked() {
    return answering().map(Node::locks).orElse(List.of());
  }

  private void requireOneAnswering() {
    List<Node> able = cluster.nodes().stream().filter(Node::isAnswering).toList();
    if (able.size() > 1) {
      throw new Violation("two nodes may answer: " + able.stream().map(Node::describe).toList());
    }
  }

  private void answered(Node by, long epoch) {
    if (epoch < answeredEpoch) {
      throw new Violation(
          by.id() + " answers in epoch " + epoch + " after answers in epoch " + answeredEpoch);
    }
    answeredEpoch = epoch;
  }

  /** Whether it came to a judgement, which then is that all was right. */
  private boolean judge() {
    if (!verifiers.changes().isEmpty() && !allRestarted) {
      throw new Violation("the write verifier changed though nothing can have been lost");
    }
    verifiers.changes().forEach(change -> history.add(LostWrites.of(history.answered(), change)));
    clients.forEach(client -> client.forgotten(agenda.nanos()).forEach(history::add));
    return switch (Linearizability.judge(new FsModel(), FsState.EMPTY, history.answered())) {
      case Verdict.Explained<Ask, Answer> fine -> true;
      case Verdict.Undecided<Ask, Answer> undecided -> {
        trace.accept("the judge gave up after " + undecided.steps() + " steps");
        yield false;
      }
      case Verdict.Unexplained<Ask, Answer> wrong -> throw new Violation(explain(wrong));
    };
  }

  private static String explain(Verdict.Unexplained<Ask, Answer> wrong) {
    List<Operation<Ask, Answer>> order = wrong.order();
    StringBuilder text = new StringBuilder("no order explains the answers; after\n");
    order
        .subList(Math.max(0, order.size() - TAIL), order.size())
        .forEach(each -> text.append("    ").append(each).append('\n'));
    text.append("  none of these can come next\n");
    wrong.next().forEach(each -> text.append("    ").append(each).append('\n'));
    return text.toString();
  }

  private void compare() {
    List<Node> copies =
        cluster.service().replicas().stream().flatMap(id -> cluster.node(id).stream()).toList();
    for (Node copy : copies) {
      Replicas.requireSame(copies.getFirst(), copy);
    }
  }
}
