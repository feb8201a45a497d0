package io.havenfs.quorum.memory;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.lease.Lease;
import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.machine.Outcome;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A quorum of one node that decides at once, by the real state machine, and forgets when it is let
 * go: for tests of what uses a quorum. Everybody is alive; nobody has a lease. Thread-safe;
 * listeners are called by whoever decides.
 */
public class QuorumInMemory implements Quorum {
  private static final long TERM = 1;

  private final NodeId self;
  private final long incarnation;
  private final List<QuorumListener> listeners = new CopyOnWriteArrayList<>();
  private volatile ControlState state = ControlState.EMPTY;

  /** Of {@code self}, run by the process {@code incarnation}; the state is empty. */
  public QuorumInMemory(NodeId self, long incarnation) {
    this.self = self;
    this.incarnation = incarnation;
  }

  /** Decides. */
  public synchronized CommandResult decide(Command command) {
    Outcome outcome = ControlStateMachine.apply(state, TERM, command);
    state = outcome.state();
    listeners.forEach(listener -> listener.stateChanged(outcome.state()));
    return outcome.result();
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
    return CompletableFuture.completedStage(state);
  }

  @Override
  public CompletionStage<CommandResult> submit(Command command) {
    return CompletableFuture.completedStage(decide(command));
  }

  @Override
  public CompletionStage<CommandResult> depose(ChangeView change) {
    return submit(change.judgedIn(TERM));
  }

  @Override
  public Optional<NodeId> leader() {
    return Optional.of(self);
  }

  @Override
  public OptionalLong leadership() {
    return OptionalLong.of(TERM);
  }

  @Override
  public Map<NodeId, Health> health() {
    return state.nodes().keySet().stream()
        .collect(Collectors.toMap(node -> node, node -> Health.ALIVE));
  }

  @Override
  public Lease lease() {
    return Lease.NONE;
  }

  @Override
  public boolean serves(ServiceId service, long epoch) {
    return false;
  }

  @Override
  public void processEnded(NodeId node, long incarnation) {}

  @Override
  public Subscription subscribe(QuorumListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {}
}
