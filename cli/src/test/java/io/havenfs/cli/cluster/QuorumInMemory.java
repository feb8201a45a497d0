package io.havenfs.cli.cluster;

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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** A quorum of one that decides at once, by the real state machine, and forgets with the test. */
final class QuorumInMemory implements Quorum {
  private static final long TERM = 1;

  private final NodeId self;
  private volatile ControlState state = ControlState.EMPTY;

  QuorumInMemory(NodeId self) {
    this.self = self;
  }

  /** Decides. */
  synchronized CommandResult decide(Command command) {
    Outcome outcome = ControlStateMachine.apply(state, TERM, command);
    state = outcome.state();
    return outcome.result();
  }

  @Override
  public NodeId self() {
    return self;
  }

  @Override
  public long incarnation() {
    return 1;
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
    return () -> {};
  }

  @Override
  public void close() {}
}
