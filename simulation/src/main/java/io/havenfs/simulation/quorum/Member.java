package io.havenfs.simulation.quorum;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumException;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.lease.Authority;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.lease.Lease;
import io.havenfs.quorum.lease.Liveness;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.testkit.world.SimulatedProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A process's part in the simulated quorum. Everything happens within tasks of the process. */
public final class Member implements Quorum {
  private static final long UNKNOWN_AFTER = 1_000_000_000;
  private static final long REGISTER_AGAIN = 200_000_000;

  private final SimulatedQuorum quorum;
  private final SimulatedProcess process;
  private final NodeId self;
  private final long incarnation;
  private final Set<Integer> copies;
  private final Liveness liveness;
  private final Set<QuorumListener> listeners = new LinkedHashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<Command> undecided = new LinkedHashSet<>();
  private Map<NodeId, Health> lastHealth = Map.of();
  private ControlState state = ControlState.EMPTY;
  private Lease lease = Lease.NONE;

  private record Waiting(long revision, CompletableFuture<ControlState> future) {}

  public Member(
      SimulatedQuorum quorum,
      SimulatedProcess process,
      NodeId self,
      long incarnation,
      Set<Integer> copies) {
    this.quorum = quorum;
    this.process = process;
    this.self = self;
    this.incarnation = incarnation;
    this.copies = copies;
    liveness = new Liveness(self, incarnation);
  }

  /** Begins to take part. */
  public void start() {
    quorum.join(this);
    quorum.spread(this);
    register();
    beat();
  }

  private void register() {
    submit(new Command.NodeStarted(self, incarnation, copies))
        .whenComplete(
            (result, failure) -> {
              if (failure != null) {
                process.after(REGISTER_AGAIN, this::register);
              }
            });
  }

  private void beat() {
    if (liveness.term().isPresent() && quorum.isOver(this, liveness.term().getAsLong())) {
      liveness.leadershipEnded();
      tellLeadership();
    }
    quorum.spread(this);
    judge();
    long sentAt = process.clock().nanoTime();
    Member leader = quorum.leaderFor(this);
    if (leader != null) {
      send(leader, () -> leader.hearBeat(this, sentAt));
    }
    process.after(deadAfter().heartbeatEvery().toNanos(), this::beat);
  }

  private DeadAfter deadAfter() {
    return state.settings().deadAfter();
  }

  private void hearBeat(Member from, long sentAt) {
    long nanos = deadAfter().duration().toNanos();
    OptionalLong term = liveness.term();
    if (term.isPresent()
        && liveness.heard(from.self, from.incarnation, nanos, process.clock().nanoTime())) {
      quorum.confirm(
          this,
          term.getAsLong(),
          revision -> send(from, () -> from.granted(new Lease(sentAt, nanos, revision))));
    }
  }

  private void granted(Lease fresh) {
    if (lease.equals(Lease.NONE) || fresh.sentAtNanos() - lease.sentAtNanos() > 0) {
      lease = fresh;
      quorum.spread(this);
    }
  }

  /** A message to another member, which may get lost in a cut. */
  private void send(Member to, Runnable action) {
    if (to == this) {
      quorum.agenda().after(0, () -> run(action));
      return;
    }
    quorum
        .agenda()
        .after(
            quorum.commitDelay(),
            () -> {
              if (quorum.talk(self, to.self)) {
                to.run(action);
              }
            });
  }

  private void judge() {
    if (liveness.term().isPresent()) {
      Map<NodeId, Health> now = health();
      if (!now.equals(lastHealth)) {
        lastHealth = now;
        List.copyOf(listeners).forEach(QuorumListener::healthChanged);
      }
    }
  }

  void lead(long term) {
    long inherited = state.longestLease().duration().toNanos();
    liveness.leadershipBegan(term, inherited, process.clock().nanoTime());
    tellLeadership();
  }

  private void tellLeadership() {
    List.copyOf(listeners).forEach(listener -> listener.leadershipChanged(liveness.term()));
  }

  void adopt(ControlState next) {
    if (next.revision() <= state.revision()) {
      return;
    }
    state = next;
    List<Waiting> reached =
        waiting.stream().filter(each -> each.revision <= next.revision()).toList();
    waiting.removeAll(reached);
    reached.forEach(each -> each.future.complete(next));
    List.copyOf(listeners).forEach(listener -> listener.stateChanged(next));
  }

  boolean isRunning() {
    return process.isRunning();
  }

  boolean hasEnded() {
    return process.hasEnded();
  }

  void run(Runnable task) {
    process.execute(task);
  }

  @Override
  public NodeId self() {
    return self;
  }

  @Override
  public long incarnation() {
    return incarnation;
  }

  @Override
  public ControlState state() {
    return state;
  }

  @Override
  public CompletionStage<ControlState> reached(long revision) {
    if (state.revision() >= revision) {
      return CompletableFuture.completedFuture(state);
    }
    CompletableFuture<ControlState> future = new CompletableFuture<>();
    waiting.add(new Waiting(revision, future));
    return future;
  }

  @Override
  public CompletionStage<CommandResult> submit(Command command) {
    CompletableFuture<CommandResult> future = new CompletableFuture<>();
    undecided.add(command);
    Member leader = quorum.leaderFor(this);
    if (leader != null) {
      send(
          leader, () -> leader.propose(command, result -> answer(leader, command, future, result)));
    }
    doubtAfterAWhile(command, future);
    return future;
  }

  /** What was submitted and has no answer, or none that says what became of it. */
  Set<Command> undecided() {
    return undecided;
  }

  private void doubtAfterAWhile(Command command, CompletableFuture<CommandResult> future) {
    process.after(
        UNKNOWN_AFTER,
        () ->
            future.completeExceptionally(
                new QuorumException("no answer to " + command, new TimeoutException())));
  }

  private void answer(
      Member leader,
      Command command,
      CompletableFuture<CommandResult> future,
      CommandResult result) {
    leader.run(() -> leader.send(this, () -> answered(command, future, result)));
  }

  private void answered(
      Command command, CompletableFuture<CommandResult> future, CommandResult result) {
    undecided.remove(command);
    future.complete(result);
  }

  private void propose(Command command, Consumer<CommandResult> onDone) {
    liveness.term().ifPresent(term -> quorum.propose(this, term, command, onDone));
  }

  @Override
  public CompletionStage<CommandResult> depose(Command.ChangeView change) {
    OptionalLong term = liveness.term();
    Optional<NodeInfo> primary =
        state
            .service(change.service())
            .flatMap(service -> service.view().primary())
            .flatMap(state::node);
    if (term.isEmpty() || primary.isEmpty() || !condemn(primary.get())) {
      return CompletableFuture.completedFuture(
          new CommandResult.Refused("the primary is not known to be dead"));
    }
    long judgedIn = term.getAsLong();
    NodeId condemned = primary.get().id();
    CompletableFuture<CommandResult> future = new CompletableFuture<>();
    Command.ChangeView judged = change.judgedIn(judgedIn);
    quorum.propose(
        this, judgedIn, judged, result -> run(() -> fate(condemned, judgedIn, result, future)));
    doubtAfterAWhile(judged, future);
    return future;
  }

  private void fate(
      NodeId condemned,
      long judgedIn,
      CommandResult result,
      CompletableFuture<CommandResult> future) {
    if (result instanceof CommandResult.Accepted accepted) {
      reached(accepted.revision()).thenAccept(there -> liveness.pardon(condemned, judgedIn));
    } else {
      liveness.pardon(condemned, judgedIn);
    }
    future.complete(result);
  }

  private boolean condemn(NodeInfo primary) {
    return liveness.condemn(primary.id(), primary.incarnation(), process.clock().nanoTime());
  }

  @Override
  public Optional<NodeId> leader() {
    return Optional.ofNullable(quorum.leaderFor(this)).map(Member::self);
  }

  @Override
  public OptionalLong leadership() {
    return liveness.term();
  }

  @Override
  public Map<NodeId, Health> health() {
    Map<NodeId, Health> health = new LinkedHashMap<>();
    long now = process.clock().nanoTime();
    for (NodeInfo node : state.nodes().values()) {
      health.put(node.id(), liveness.health(node.id(), node.incarnation(), now));
    }
    return health;
  }

  @Override
  public Lease lease() {
    return lease;
  }

  @Override
  public boolean serves(ServiceId service, long epoch) {
    Lease held = lease;
    ControlState known = state;
    return Authority.serves(
        held, known, self, incarnation, service, epoch, process.clock().nanoTime());
  }

  @Override
  public void processEnded(NodeId node, long endedIncarnation) {
    liveness.ended(node, endedIncarnation);
    judge();
  }

  @Override
  public Subscription subscribe(QuorumListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {
    listeners.clear();
  }

  /** The process that this member is part of. */
  public SimulatedProcess process() {
    return process;
  }
}
