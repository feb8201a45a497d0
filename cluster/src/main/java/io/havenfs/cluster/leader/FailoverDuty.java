package io.havenfs.cluster.leader;

import io.havenfs.cluster.plan.FailoverPlanner;
import io.havenfs.cluster.plan.Observation;
import io.havenfs.cluster.plan.Proposal;
import io.havenfs.host.time.Time;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What the quorum's leader does about failover: asks the {@link FailoverPlanner} and proposes what
 * it wants, at most one proposal a service at a time. Has no thread: one owner calls it, and
 * everything that it does later it does by the owner's executor.
 */
public final class FailoverDuty {
  /** Who wants to know what is proposed. Called by the owner. */
  public interface Witness {
    /** It is about to be proposed. */
    default void proposing(Proposal proposal) {}

    /** It was done; {@code detected} is when the reason was seen, in nanoseconds since 1970. */
    default void accepted(Proposal proposal, long detected) {}

    /** It was refused for this reason. */
    default void refused(String message) {}

    /** It is not known whether it was done. */
    default void unknown(Optional<Throwable> failure) {}
  }

  private final Quorum quorum;
  private final Time time;
  private final Executor owner;
  private final Witness witness;
  private final FailoverPlanner planner = new FailoverPlanner();
  private final Map<NodeId, Long> ended = new HashMap<>();
  private final Set<ServiceId> underWay = new HashSet<>();

  /** On the node that {@code quorum} is a part of. */
  public FailoverDuty(Quorum quorum, Time time, Executor owner, Witness witness) {
    this.quorum = quorum;
    this.time = time;
    this.owner = owner;
    this.witness = witness;
  }

  /** The process {@code incarnation} of {@code node} is known to have ended. */
  public void processEnded(NodeId node, long incarnation) {
    ended.merge(node, incarnation, Math::max);
  }

  /** Proposes what is wanted now; nothing if this node does not lead the quorum. */
  public void look() {
    if (quorum.leadership().isEmpty()) {
      return;
    }
    ControlState state = quorum.state();
    Set<NodeId> gone = new HashSet<>();
    for (NodeInfo node : state.nodes().values()) {
      if (ended.getOrDefault(node.id(), Long.MIN_VALUE) >= node.incarnation()) {
        gone.add(node.id());
      }
    }
    Observation seen = new Observation(state, quorum.health(), gone, time.nanoTime());
    for (Proposal proposal : planner.plan(seen)) {
      if (underWay.add(proposal.service())) {
        propose(proposal, time.wallNanos());
      }
    }
  }

  private void propose(Proposal proposal, long detected) {
    witness.proposing(proposal);
    CompletionStage<CommandResult> result =
        switch (proposal) {
          case Proposal.NewView it -> changeView(it);
          case Proposal.FallBack it ->
              quorum.submit(new Command.RequestMove(it.service(), it.to()));
          case Proposal.ForgetMove it -> quorum.submit(new Command.CancelMove(it.service()));
        };
    result.whenComplete(
        (outcome, failure) ->
            owner.execute(
                () -> {
                  switch (outcome) {
                    case CommandResult.Accepted accepted -> accepted(proposal, detected, accepted);
                    case CommandResult.Refused refused -> {
                      underWay.remove(proposal.service());
                      witness.refused(refused.message());
                    }
                    case null -> {
                      underWay.remove(proposal.service());
                      witness.unknown(Optional.ofNullable(failure));
                    }
                  }
                }));
  }

  private CompletionStage<CommandResult> changeView(Proposal.NewView it) {
    Command.ChangeView change = new Command.ChangeView(it.service(), it.view(), quorum.self());
    return it.restsOnDeath() ? quorum.depose(change) : quorum.submit(change);
  }

  private void accepted(Proposal proposal, long detected, CommandResult.Accepted accepted) {
    witness.accepted(proposal, detected);
    // The next look must not be at a state without it.
    quorum
        .reached(accepted.revision())
        .whenComplete((_, _) -> owner.execute(() -> underWay.remove(proposal.service())));
  }
}
