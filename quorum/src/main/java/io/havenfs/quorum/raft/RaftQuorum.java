package io.havenfs.quorum.raft;

import io.havenfs.host.time.Time;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.lease.Authority;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.lease.Lease;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A {@link Quorum} on Ratis. */
public final class RaftQuorum implements Quorum {
  private final RaftQuorumSettings settings;
  private final Time time;
  private final RaftMember member;

  private RaftQuorum(RaftQuorumSettings settings, Time time, RaftMember member) {
    this.settings = settings;
    this.time = time;
    this.member = member;
  }

  /**
   * Starts this node's member: from its directory when it has run before, else as one of the {@code
   * known} first voters, else waiting to be added.
   *
   * @throws IOException when the directory or the port cannot be used
   */
  public static RaftQuorum start(RaftQuorumSettings settings, Time time) throws IOException {
    return new RaftQuorum(settings, time, RaftMember.start(settings, time));
  }

  @Override
  public NodeId self() {
    return settings.self();
  }

  @Override
  public long incarnation() {
    return settings.incarnation();
  }

  @Override
  public ControlState state() {
    return member.states().state();
  }

  @Override
  public CompletionStage<ControlState> reached(long revision) {
    return member.states().reached(revision);
  }

  @Override
  public CompletionStage<CommandResult> submit(Command command) {
    return member.submitter().submit(command).minimalCompletionStage();
  }

  @Override
  public CompletionStage<CommandResult> depose(ChangeView change) {
    return member.deposing().depose(change).minimalCompletionStage();
  }

  @Override
  public Optional<NodeId> leader() {
    return member.leader().map(Peers::node);
  }

  @Override
  public OptionalLong leadership() {
    return member.duty().term();
  }

  @Override
  public Map<NodeId, Health> health() {
    return member.duty().health();
  }

  @Override
  public Lease lease() {
    return member.leases().lease();
  }

  @Override
  public boolean serves(ServiceId service, long epoch) {
    Lease lease = lease();
    ControlState state = state(); // after the lease
    return Authority.serves(lease, state, self(), incarnation(), service, epoch, time.nanoTime());
  }

  @Override
  public void processEnded(NodeId node, long incarnation) {
    member.processEnded(node, incarnation);
  }

  @Override
  public Subscription subscribe(QuorumListener listener) {
    return member.listeners().add(listener);
  }

  /** Completes when the cluster knows this process. */
  public CompletionStage<Void> registered() {
    return member.registration().registered().minimalCompletionStage();
  }

  /** Whose votes count, as this node knows: follows the state's voters, one change at a time. */
  public Set<NodeId> voters() {
    return member.voters();
  }

  @Override
  public void close() {
    member.close();
  }
}
