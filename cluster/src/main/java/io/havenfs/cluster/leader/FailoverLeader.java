package io.havenfs.cluster.leader;

import io.havenfs.cluster.plan.Proposal;
import io.havenfs.host.time.Time;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.Timeline;
import io.havenfs.quorum.model.Timeline.Step;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the {@link FailoverDuty} done: whenever something changes, and all the time. Runs on every
 * voter; only the leader's acts. Has one thread; its methods may be called from any.
 */
public final class FailoverLeader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FailoverLeader.class);
  private static final long LOOK_MILLIS = 50;

  private final Quorum quorum;
  private final Time time;
  private final FailoverDuty duty;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("havenfs-failover").unstarted(task));
  private final Subscription subscription;

  private FailoverLeader(Quorum quorum, Time time) {
    this.quorum = quorum;
    this.time = time;
    this.duty = new FailoverDuty(quorum, time, this::execute, new Records());
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
          duty.processEnded(node, incarnation);
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
      duty.look();
    } catch (RuntimeException e) {
      LOG.error("planning failed; it is tried again", e);
    }
  }

  /** Says in the log, and in the journal's timelines, what was proposed. */
  private final class Records implements FailoverDuty.Witness {
    @Override
    public void proposing(Proposal proposal) {
      LOG.info("failover: proposing {}", proposal);
    }

    @Override
    public void accepted(Proposal proposal, long detected) {
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
    public void refused(String message) {
      LOG.info("failover: refused: {}", message);
    }

    @Override
    public void unknown(Optional<Throwable> failure) {
      LOG.warn(
          "failover: not known to be decided: {}", failure.map(String::valueOf).orElse("null"));
    }
  }

  @Override
  public void close() {
    subscription.close();
    thread.shutdownNow();
  }
}
