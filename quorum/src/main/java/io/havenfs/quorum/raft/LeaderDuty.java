package io.havenfs.quorum.raft;

import io.havenfs.host.time.Time;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.lease.Liveness;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What a leader does for leases, and what every node knows in case it leads. For all threads. */
final class LeaderDuty {
  private final StateHolder states;
  private final Time time;
  private final Confirmations confirmations;
  private final Liveness liveness;

  LeaderDuty(StateHolder states, Time time, Confirmations confirmations, Liveness liveness) {
    this.liveness = liveness;
    this.states = states;
    this.time = time;
    this.confirmations = confirmations;
  }

  synchronized void began(long term) {
    long longest = states.state().longestLease().duration().toNanos();
    liveness.leadershipBegan(term, longest, time.nanoTime());
  }

  synchronized void ended() {
    liveness.leadershipEnded();
  }

  synchronized OptionalLong term() {
    return liveness.term();
  }

  synchronized long ledForNanos() {
    return liveness.ledFor(time.nanoTime());
  }

  synchronized void processEnded(NodeId node, long incarnation) {
    liveness.ended(node, incarnation);
  }

  /** The health of all nodes. */
  synchronized Map<NodeId, Health> health() {
    long now = time.nanoTime();
    Map<NodeId, Health> all = new HashMap<>();
    for (NodeInfo node : states.state().nodes().values()) {
      all.put(node.id(), liveness.health(node.id(), node.incarnation(), now));
    }
    return all;
  }

  /**
   * {@link Liveness#condemn}.
   *
   * @return the term in which it was, if {@code node} is dead
   */
  synchronized OptionalLong condemn(NodeId node) {
    long incarnation = states.state().incarnation(node);
    return liveness.condemn(node, incarnation, time.nanoTime())
        ? liveness.term()
        : OptionalLong.empty();
  }

  synchronized void pardon(NodeId node, long term) {
    liveness.pardon(node, term);
  }

  /** A heartbeat has come. */
  CompletableFuture<Grant> heartbeat(Question.Heartbeat heartbeat) {
    ControlState state = states.state();
    Optional<NodeInfo> node = state.node(heartbeat.node());
    long nanos = state.settings().deadAfter().duration().toNanos();
    long term;
    synchronized (this) {
      if (liveness.term().isEmpty()) {
        return CompletableFuture.completedFuture(Grant.denied());
      }
      if (node.isEmpty() || node.get().incarnation() != heartbeat.incarnation()) {
        return CompletableFuture.completedFuture(
            new Grant(Grant.Verdict.UNREGISTERED, 0, state.revision()));
      }
      term = liveness.term().getAsLong();
      if (!liveness.heard(heartbeat.node(), heartbeat.incarnation(), nanos, time.nanoTime())) {
        return CompletableFuture.completedFuture(Grant.denied());
      }
    }
    return confirmations
        .confirm(term)
        .thenApply(
            confirmed ->
                confirmed
                    ? new Grant(Grant.Verdict.GRANTED, nanos, states.state().revision())
                    : Grant.denied());
  }
}
