package io.havenfs.quorum.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.Command.CreateService;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.Command.NodeStarted;
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
import io.havenfs.quorum.model.Storage.Replicated;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Three nodes with clocks of different speeds, that pause, restart and are cut off from each other,
 * around a log as Raft keeps it: a term has one leader, elected by votes that come one by one; a
 * leader has all that was committed; an entry of an earlier term is committed or lost when another
 * leads. Leaders that are deposed go on believing for a while. State machine, leases and liveness
 * are the real ones. After every event: at most one process may serve.
 */
final class LeaseWorld {
  private static final int NODES = 3;
  private static final ServiceId SERVICE = new ServiceId("s");
  private static final long MILLI = 1_000_000;
  private static final long LEASE = Settings.DEFAULT.deadAfter().duration().toNanos();
  private static final long END = 60 * LEASE;

  /** Speeds differ by up to this part of the holder's allowance, either way. */
  private static final double DRIFT = Lease.DRIFT_PER_MILLE / 1000.0 * 0.49;

  private record Event(long at, long order, Runnable action) {}

  private record Entry(long term, Command command, Node by) {
    @Override
    public String toString() {
      return "\n" + term + " " + by.id + " " + command;
    }
  }

  private final class Node {
    private final NodeId id;
    private final double speed = 1 + DRIFT * (2 * random.nextDouble() - 1);
    private final long offset = random.nextLong(-LEASE, LEASE);
    private Liveness liveness;
    private ControlState state = ControlState.EMPTY;
    private Lease lease = Lease.NONE;
    private int applied;
    private long incarnation = 1;
    private long term;
    private long pausedUntil;
    private boolean condemning;
    private NodeId condemned;

    Node(NodeId id) {
      this.id = id;
      this.condemned = id;
      this.liveness = new Liveness(id, incarnation);
    }

    long clock() {
      return offset + (long) (now * speed);
    }

    boolean serves() {
      long epoch = state.service(SERVICE).map(it -> it.view().epoch()).orElse(0L);
      return Authority.serves(lease, state, id, incarnation, SERVICE, epoch, clock());
    }

    /** For a failure's message. */
    @Override
    public String toString() {
      return "\n%s process %d term %d leads %s left %d ms view %s"
          .formatted(
              id,
              incarnation,
              term,
              liveness.term(),
              lease.leftAt(clock()) / MILLI,
              state.service(SERVICE).map(ServiceState::view));
    }

    void applyTo(int length) {
      while (applied < length) {
        Entry entry = log.get(applied++);
        state = ControlStateMachine.apply(state, entry.term, entry.command).state();
      }
    }
  }

  private final RandomGenerator random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final List<Node> nodes = new ArrayList<>();
  private final List<Entry> log = new ArrayList<>();
  private final List<Entry> inFlight = new ArrayList<>();
  private long now;
  private long readyTerm;
  private long order;

  LeaseWorld(RandomGenerator random) {
    this.random = random;
    for (int i = 0; i < NODES; i++) {
      nodes.add(new Node(new NodeId("n" + i)));
    }
    begin();
  }

  private void begin() {
    List<NodeInfo> infos = new ArrayList<>();
    for (Node node : nodes) {
      int port = 1000 + 10 * infos.size();
      infos.add(new NodeInfo(node.id, "h", port, port + 1, 1, EnumSet.allOf(Role.class), 0));
    }
    List<NodeId> ids = nodes.stream().map(node -> node.id).toList();
    ServiceSpec spec =
        new ServiceSpec(
            SERVICE,
            List.of(ServiceAddress.parse("127.0.1.1")),
            List.of(),
            NfsOptions.DEFAULT,
            Desired.ONLINE,
            ids,
            false,
            new Replicated(NODES),
            SyncOptions.DEFAULT);
    Node any = nodes.getFirst();
    log.add(new Entry(0, new Initialise("c", Settings.DEFAULT, infos), any));
    log.add(new Entry(0, new CreateService(spec), any));
    ids.forEach(id -> log.add(new Entry(0, new NodeStarted(id, 1, Set.of(1)), any)));
    any.applyTo(log.size());
    View fresh = any.state.service(SERVICE).map(ServiceState::view).orElseThrow();
    log.add(new Entry(0, new ChangeView(SERVICE, fresh.takenOver(any.id, ids), any.id), any));
    nodes.forEach(node -> node.applyTo(log.size()));
  }

  /** Runs to the end; how many failovers there were. */
  long run() {
    nodes.forEach(this::heartbeats);
    nodes.forEach(this::planning);
    after(0, this::election);
    after(LEASE, this::trouble);
    while (now < END && !events.isEmpty()) {
      Event event = events.poll();
      now = event.at;
      event.action.run();
      List<NodeId> serving = nodes.stream().filter(Node::serves).map(node -> node.id).toList();
      assertThat(serving)
          .as(() -> "serving at " + now / MILLI + " ms: " + nodes + "\nlog: " + log)
          .hasSizeLessThan(2);
    }
    Node complete = nodes.getFirst();
    complete.applyTo(log.size());
    return complete.state.service(SERVICE).map(ServiceState::view).orElseThrow().epoch() - 1;
  }

  private void after(long nanos, Runnable action) {
    events.add(new Event(now + nanos, order++, action));
  }

  /** What {@code node} does when it gets to it: not while it is paused, nor after a restart. */
  private void on(Node node, long nanos, Runnable action) {
    long process = node.incarnation;
    after(
        nanos,
        () -> {
          if (node.incarnation != process) {
            return;
          }
          if (node.pausedUntil > now) {
            on(node, node.pausedUntil - now, action);
          } else {
            action.run();
          }
        });
  }

  /** Mostly short; sometimes longer than a lease, as after a cut that heals. */
  private long delay() {
    return switch (random.nextInt(20)) {
      case 0 -> random.nextLong(3 * LEASE);
      case 1, 2 -> random.nextLong(LEASE / 2);
      default -> random.nextLong(5 * MILLI);
    };
  }

  // Elections: votes are cast one by one, each by a voter whose term is not newer.

  private void election() {
    long next = 1 + nodes.stream().mapToLong(node -> node.term).max().orElse(0);
    Node candidate = nodes.get(random.nextInt(NODES));
    Set<Node> voted = new HashSet<>();
    for (Node voter : nodes) {
      on(voter, voter == candidate ? 0 : delay(), () -> vote(voter, candidate, next, voted));
    }
    after(random.nextLong(LEASE / 2, 8 * LEASE), this::election);
  }

  private void vote(Node voter, Node candidate, long term, Set<Node> voted) {
    if (voter.term >= term) {
      return;
    }
    voter.term = term;
    if (random.nextInt(3) > 0) {
      deposed(voter); // else it finds out later; it is paused between the two, say
    }
    voted.add(voter);
    if (2 * voted.size() > NODES && candidate.term == term && voted.contains(candidate)) {
      settleEarlier(term);
      voted.clear();
      on(candidate, delay(), () -> lead(candidate, term));
    }
  }

  /**
   * What earlier leaders have proposed is in the new one's log, or is nowhere. It cannot be there
   * when a leader in between had an entry of its own committed.
   */
  private void settleEarlier(long term) {
    for (Entry entry : List.copyOf(inFlight)) {
      if (entry.term < term
          && inFlight.remove(entry)
          && entry.term >= readyTerm
          && random.nextBoolean()) {
        log.add(entry);
      }
    }
  }

  /** The leader's first entry is committed. */
  private void lead(Node node, long term) {
    boolean committed = 2 * nodes.stream().filter(it -> it.term <= term).count() > NODES;
    if (node.term == term && committed) {
      readyTerm = Math.max(readyTerm, term);
      node.applyTo(log.size());
      node.condemning = false;
      node.liveness.leadershipBegan(term, LEASE, node.clock());
    }
  }

  private void deposed(Node node) {
    node.liveness.leadershipEnded();
    node.condemning = false;
  }

  // Heartbeats, confirmed by votes that were not cast for another.

  private void heartbeats(Node node) {
    on(node, (long) (LEASE / 10.0 * (0.5 + random.nextDouble())), () -> heartbeats(node));
    long sentAt = node.clock();
    long process = node.incarnation;
    for (Node leader : nodes) {
      if (leader.liveness.term().isPresent()) {
        on(leader, delay(), () -> heard(leader, node, process, sentAt));
      }
    }
  }

  private void heard(Node leader, Node from, long process, long sentAt) {
    long known = leader.state.node(from.id).map(NodeInfo::incarnation).orElse(0L);
    if (known != process || !leader.liveness.heard(from.id, process, LEASE, leader.clock())) {
      return;
    }
    long term = leader.liveness.term().orElseThrow();
    Set<Node> confirmed = new HashSet<>();
    for (Node voter : nodes) {
      on(
          voter,
          voter == leader ? 0 : delay(),
          () -> {
            if (voter.term <= term && confirmed.add(voter) && confirmed.size() == NODES / 2 + 1) {
              on(leader, delay(), () -> grant(leader, from, process, sentAt));
            }
          });
    }
  }

  private void grant(Node leader, Node to, long process, long sentAt) {
    Lease lease = new Lease(sentAt, LEASE, leader.state.revision());
    on(
        to,
        delay(),
        () -> {
          if (to.incarnation == process && lease.leftAt(to.clock()) > to.lease.leftAt(to.clock())) {
            to.lease = lease;
          }
        });
  }

  // Planning: who leads, or thinks so, deposes a primary that it finds dead.

  private void planning(Node node) {
    on(node, LEASE / 20, () -> planning(node));
    if (random.nextInt(4) == 0) {
      node.applyTo(Math.min(log.size(), node.applied + random.nextInt(3)));
    }
    Optional<View> view = node.state.service(SERVICE).map(ServiceState::view);
    OptionalLong term = node.liveness.term();
    if (term.isEmpty() || node.condemning || view.isEmpty() || view.get().primary().isEmpty()) {
      return;
    }
    NodeId primary = view.get().primary().get();
    long process = node.state.node(primary).map(NodeInfo::incarnation).orElse(0L);
    if (node.liveness.condemn(primary, process, node.clock())) {
      node.condemning = true;
      node.condemned = primary;
      NodeId next = nodes.get(random.nextInt(NODES)).id;
      ChangeView change =
          new ChangeView(SERVICE, view.get().takenOver(next, view.get().inSync()), node.id);
      ChangeView judged = change.judgedIn(term.getAsLong());
      after(delay(), () -> bring(judged, term.getAsLong(), node));
    }
  }

  /** A proposal may come late, and to another leader; the entry has the term of who takes it. */
  private void bring(ChangeView judged, long term, Node from) {
    if (from.term == term) {
      propose(new Entry(term, judged, from));
      return;
    }
    nodes.stream()
        .filter(node -> node.liveness.term().equals(OptionalLong.of(node.term)))
        .max(Comparator.comparingLong(node -> node.term))
        .ifPresent(leader -> propose(new Entry(leader.term, judged, leader)));
  }

  /** Puts an entry into its proposer's log; it is committed when a majority has it. */
  private void propose(Entry entry) {
    inFlight.add(entry);
    Set<Node> has = new HashSet<>();
    for (Node voter : nodes) {
      on(
          voter,
          voter == entry.by ? 0 : delay(),
          () -> {
            if (voter.term <= entry.term && has.add(voter) && has.size() == NODES / 2 + 1) {
              commit(entry);
            }
          });
    }
  }

  private void commit(Entry entry) {
    if (!inFlight.remove(entry)) {
      return;
    }
    log.add(entry);
    int length = log.size();
    for (Node node : nodes) {
      on(node, delay(), () -> node.applyTo(length));
    }
    Node by = entry.by;
    on(
        by,
        delay(),
        () -> {
          by.applyTo(length);
          if (by.condemning && isOwnJudgement(entry, by)) {
            by.condemning = false;
            by.liveness.pardon(by.condemned, entry.term);
          }
        });
  }

  private static boolean isOwnJudgement(Entry entry, Node by) {
    return entry.command instanceof ChangeView change
        && change.judgedInTerm().equals(OptionalLong.of(entry.term))
        && by.liveness.term().equals(change.judgedInTerm());
  }

  // Trouble: pauses and restarts; the end of a process is heard of on lifelines.

  private void trouble() {
    Node node = nodes.get(random.nextInt(NODES));
    if (random.nextInt(3) == 0) {
      restart(node);
    } else {
      node.pausedUntil = now + random.nextLong(3 * LEASE);
    }
    after(random.nextLong(4 * LEASE), this::trouble);
  }

  private void restart(Node node) {
    long ended = node.incarnation++;
    node.liveness = new Liveness(node.id, node.incarnation);
    node.lease = Lease.NONE;
    node.condemning = false;
    node.pausedUntil = now;
    for (Node other : nodes) {
      if (other != node && random.nextInt(4) > 0) {
        on(other, delay(), () -> other.liveness.ended(node.id, ended));
      }
    }
    long process = node.incarnation;
    heartbeats(node);
    planning(node);
    on(node, delay(), () -> register(node, process));
  }

  private void register(Node node, long process) {
    Node leader = nodes.stream().max(Comparator.comparingLong(it -> it.term)).orElseThrow();
    leader
        .liveness
        .term()
        .ifPresent(
            term -> propose(new Entry(term, new NodeStarted(node.id, process, Set.of(1)), leader)));
    if (node.state.node(node.id).map(NodeInfo::incarnation).orElse(0L) < process) {
      on(node, LEASE / 4, () -> register(node, process));
    }
  }
}
