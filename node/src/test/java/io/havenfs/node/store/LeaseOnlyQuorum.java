package io.havenfs.node.store;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.lease.Lease;
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

/** A node's part in a quorum that knows in which epoch the node may serve, and no more. */
final class LeaseOnlyQuorum implements Quorum {
  private final NodeId self;
  private volatile long served;

  LeaseOnlyQuorum(String name) {
    this.self = new NodeId(name);
  }

  /** From now on the node may serve in {@code epoch}; 0 for not at all. */
  void serve(long epoch) {
    served = epoch;
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
    return ControlState.EMPTY;
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
    return epoch == served;
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
