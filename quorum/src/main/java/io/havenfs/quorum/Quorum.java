package io.havenfs.quorum;

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
import java.util.concurrent.CompletionStage;

/**
 * One node's part in the quorum. All methods may be called from any thread and do not block, except
 * {@link #close}.
 *
 * <p>Running, it registers this process ({@code NodeStarted}), sends heartbeats every tenth of
 * {@code deadAfter} to the leader and keeps the lease that they bring.
 */
public interface Quorum extends AutoCloseable {
  /** This node. */
  NodeId self();

  /** This process. */
  long incarnation();

  /** The latest state that this node has. It only ever gets newer. */
  ControlState state();

  /** Completes when this node's state has {@code revision} or a later one. */
  CompletionStage<ControlState> reached(long revision);

  /**
   * Proposes a command, from any node. Completes when it has been applied where the leader is;
   * {@link #reached} waits for it to come here.
   *
   * <p>Completes exceptionally with {@link QuorumException} when it is not known whether the
   * command was or will be applied: no majority is there, or the connection was lost. Asking again
   * is harmless, as commands compare or repeat themselves.
   */
  CompletionStage<CommandResult> submit(Command command);

  /**
   * Proposes a view that rests on the present primary's death, for the failover planner of the
   * leader. Refused unless this node leads and finds the primary dead at this moment; the right
   * term is put in here.
   */
  CompletionStage<CommandResult> depose(ChangeView change);

  /** Who leads, as far as this node knows. */
  Optional<NodeId> leader();

  /**
   * The term in which this node leads, as far as it knows. It may be the last to learn that another
   * leads; what it judges then is refused by {@link #depose} or by the state machine.
   */
  OptionalLong leadership();

  /** Health of each node of the state, judged now. Only the leader's means something. */
  Map<NodeId, Health> health();

  /** This node's lease. It counts with a state read after it. */
  Lease lease();

  /**
   * Whether this process may act as the primary of {@code service} in {@code epoch} at this moment:
   * view, incarnation and lease. Cheap enough to be asked for every request; asked right before
   * deciding and right before answering.
   */
  boolean serves(ServiceId service, long epoch);

  /**
   * A lifeline says that the process {@code incarnation} of {@code node} has ended. To be told on
   * every node, whether it leads or not: it may lead soon.
   */
  void processEnded(NodeId node, long incarnation);

  /**
   * Tells {@code listener} of what changes from now on; it should look at the present state itself
   * first. Calls come from one thread of the quorum's, one at a time; a listener that takes long
   * holds up the others, so it hands work over.
   */
  Subscription subscribe(QuorumListener listener);

  /** Leaves off: stops heartbeats and the local voter. Waits until its threads have ended. */
  @Override
  void close();
}
