package io.havenfs.node.peer;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.lease.Lease;
import io.havenfs.quorum.machine.ControlStateMachine;
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

/** The part of process {@code incarnation} of a node: knows what it is told, and leads nothing. */
final class StateOnlyQuorum implements Quorum {
  private final NodeId self;
  private final long incarnation;
  private volatile ControlState state = ControlState.EMPTY;

  StateOnlyQuorum(NodeId self, long incarnation) {
    this.self = self;
    this.incarnation = incarnation;
  }

  /** That command has been applied. */
  void applied(Command command) {
    state = ControlStateMachine.apply(state, 1, command).state();
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
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<CommandResult> submit(Command command) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<CommandResult> depose(ChangeView change) {
    return new CompletableFuture<>();
  }

  @Override
  public Optional<NodeId> leader() {
    return Optional.empty();
  }

  @Override
  public OptionalLong leadership() {
    return OptionalLong.empty();
  }

  @Override
  public Map<NodeId, Health> health() {
    return Map.of();
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
