package io.havenfs.simulation.cluster;

import io.havenfs.cluster.plan.FailoverPlanner;
import io.havenfs.cluster.plan.Observation;
import io.havenfs.cluster.plan.Proposal;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.testkit.world.SimulatedProcess;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The failover planner at work on a node, in virtual time: what {@code FailoverLeader} does. */
final class Leader implements QuorumListener {
  private static final long LOOK = 50_000_000;

  private final Quorum quorum;
  private final SimulatedProcess process;
  private final FailoverPlanner planner = new FailoverPlanner();
  private final Map<NodeId, Long> ended = new HashMap<>();
  private final Set<ServiceId> underWay = new HashSet<>();
  private boolean lookScheduled;

  Leader(Quorum quorum, SimulatedProcess process) {
    this.quorum = quorum;
    this.process = process;
  }

  void start() {
    var _ = quorum.subscribe(this);
    tick();
  }

  private void tick() {
    look();
    process.after(LOOK, this::tick);
  }

  void processEnded(Lifelines.Hello process) {
    ended.merge(process.node(), process.incarnation(), Math::max);
    lookSoon();
  }

  @Override
  public void stateChanged(ControlState state) {
    lookSoon();
  }

  @Override
  public void leadershipChanged(OptionalLong term) {
    lookSoon();
  }

  @Override
  public void healthChanged() {
    lookSoon();
  }

  private void lookSoon() {
    if (!lookScheduled) {
      lookScheduled = true;
      process.after(
          0,
          () -> {
            lookScheduled = false;
            look();
          });
    }
  }

  private void look() {
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
    long now = process.clock().nanoTime();
    for (Proposal proposal : planner.plan(new Observation(state, quorum.health(), gone, now))) {
      if (underWay.add(proposal.service())) {
        propose(proposal);
      }
    }
  }

  private void propose(Proposal proposal) {
    CompletionStage<CommandResult> result =
        switch (proposal) {
          case Proposal.NewView it -> changeView(it);
          case Proposal.FallBack it ->
              quorum.submit(new Command.RequestMove(it.service(), it.to()));
          case Proposal.ForgetMove it -> quorum.submit(new Command.CancelMove(it.service()));
        };
    result.whenComplete(
        (outcome, failure) -> {
          if (outcome instanceof CommandResult.Accepted accepted) {
            quorum
                .reached(accepted.revision())
                .whenComplete((there, missed) -> underWay.remove(proposal.service()));
          } else {
            underWay.remove(proposal.service());
          }
        });
  }

  private CompletionStage<CommandResult> changeView(Proposal.NewView it) {
    Command.ChangeView change = new Command.ChangeView(it.service(), it.view(), quorum.self());
    return it.restsOnDeath() ? quorum.depose(change) : quorum.submit(change);
  }
}
