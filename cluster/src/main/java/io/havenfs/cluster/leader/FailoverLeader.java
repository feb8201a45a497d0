package io.havenfs.cluster.leader;

import io.havenfs.cluster.plan.FailoverPlanner;
import io.havenfs.cluster.plan.Observation;
import io.havenfs.cluster.plan.Proposal;
import io.havenfs.host.time.Time;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Timeline;
import io.havenfs.quorum.model.Timeline.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the {@link FailoverPlanner} while this node leads the quorum, and proposes what it wants: at
 * most one proposal a service is under way. Runs on every voter; only the leader's acts. Has one
 * thread; its methods may be called from any.
 */
public final class FailoverLeader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FailoverLeader.class);
  private static final long LOOK_MILLIS = 50;

  private final Quorum quorum;
  private final Time time;
  private final FailoverPlanner planner = new FailoverPlanner();
  private final Map<NodeId, Long> ended = new HashMap<>();
  private final Set<ServiceId> underWay = new HashSet<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("havenfs-failover").unstarted(task));
  private final Subscription subscription;

  private FailoverLeader(Quorum quorum, Time time) {
    this.quorum = quorum;
    this.time = time;
    this.subscription =
        quorum.subscribe(
            new QuorumListener() {
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
            });
  }

  /** Begins to look. */
  public static FailoverLeader start(Quorum quorum, Time time) {
    FailoverLeader leader = new FailoverLeader(quorum, time);
    var _ =
        leader.thread.scheduleWithFixedDelay(
            leader::lookOrLog, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return leader;
  }

  /** The process {@code incarnation} of {@code node} is known to have ended. */
  public void processEnded(NodeId node, long incarnation) {
    execute(
        () -> {
          ended.merge(node, incarnation, Math::max);
          lookOrLog();
        });
  }

  private void lookSoon() {
    execute(this::lookOrLog);
  }

  private void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException closed) {
      LOG.debug("closed already", closed);
    }
  }

  private void lookOrLog() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("planning failed; it is tried again", e);
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
    Observation seen = new Observation(state, quorum.health(), gone, time.nanoTime());
    for (Proposal proposal : planner.plan(seen)) {
      if (underWay.add(proposal.service())) {
        propose(proposal, time.wallNanos());
      }
    }
  }

  private void propose(Proposal proposal, long detected) {
    LOG.info("failover: proposing {}", proposal);
    CompletionStage<CommandResult> result =
        switch (proposal) {
          case Proposal.NewView it -> changeView(it);
          case Proposal.FallBack it ->
              quorum.submit(new Command.RequestMove(it.service(), it.to()));
          case Proposal.ForgetMove it -> quorum.submit(new Command.CancelMove(it.service()));
        };
    result.whenComplete(
        (outcome, failure) -> execute(() -> done(proposal, detected, outcome, failure)));
  }

  private CompletionStage<CommandResult> changeView(Proposal.NewView it) {
    Command.ChangeView change = new Command.ChangeView(it.service(), it.view(), quorum.self());
    return it.restsOnDeath() ? quorum.depose(change) : quorum.submit(change);
  }

  private void done(
      Proposal proposal,
      long detected,
      @Nullable CommandResult outcome,
      @Nullable Throwable failure) {
    if (outcome instanceof CommandResult.Accepted accepted) {
      record(proposal, detected);
      // The next look must not be at a state without it.
      quorum
          .reached(accepted.revision())
          .whenComplete((_, _) -> execute(() -> underWay.remove(proposal.service())));
      return;
    }
    underWay.remove(proposal.service());
    if (outcome instanceof CommandResult.Refused(String message)) {
      LOG.info("failover: refused: {}", message);
    } else {
      LOG.warn("failover: not known to be decided: {}", String.valueOf(failure));
    }
  }

  private void record(Proposal proposal, long detected) {
    if (proposal instanceof Proposal.NewView it && it.view().primary().isPresent()) {
      Timeline timeline =
          new Timeline(
              it.service(),
              it.view().epoch(),
              it.cause(),
              it.from(),
              it.view().primary().get(),
              Map.of(Step.DETECTED, detected, Step.DECIDED, time.wallNanos()));
      var _ = quorum.submit(new Command.RecordTimeline(timeline));
    }
  }

  @Override
  public void close() {
    subscription.close();
    thread.shutdownNow();
  }
}
