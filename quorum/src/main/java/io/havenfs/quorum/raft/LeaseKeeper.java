package io.havenfs.quorum.raft;

import io.havenfs.host.time.Time;
import io.havenfs.quorum.lease.Lease;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * Sends heartbeats to the leader and keeps the lease that they bring. For all threads.
 *
 * <p>A lease is published once this node's state has the revision it was granted in; until then the
 * one before serves as long as it holds, so a change of the state, which reaches the leader first,
 * interrupts nobody.
 */
final class LeaseKeeper {
  /** Heartbeats under way at a time; more would only pile up before a leader that is gone. */
  private static final int MAX_UNDER_WAY = 3;

  private final Time time;
  private final StateHolder states;
  private final Supplier<Optional<RaftPeerId>> leader;
  private final Function<RaftPeerId, CompletableFuture<Grant>> ask;
  private final Runnable unregistered;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Lease lease = Lease.NONE;

  /**
   * @param ask sends a heartbeat to a member
   * @param unregistered called when the leader does not know this process
   */
  LeaseKeeper(
      Time time,
      StateHolder states,
      Supplier<Optional<RaftPeerId>> leader,
      Function<RaftPeerId, CompletableFuture<Grant>> ask,
      Runnable unregistered) {
    this.time = time;
    this.states = states;
    this.leader = leader;
    this.ask = ask;
    this.unregistered = unregistered;
  }

  Lease lease() {
    return lease;
  }

  /** Sends a heartbeat, if somebody leads. */
  void beat() {
    Optional<RaftPeerId> to = leader.get();
    if (to.isEmpty()) {
      return;
    }
    if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
      underWay.decrementAndGet();
      return;
    }
    long sentAt = time.nanoTime();
    var _ =
        ask.apply(to.get())
            .whenComplete(
                (grant, problem) -> {
                  underWay.decrementAndGet();
                  if (problem == null) {
                    answered(sentAt, grant);
                  }
                });
  }

  private void answered(long sentAt, Grant grant) {
    switch (grant.verdict()) {
      case GRANTED -> {
        Lease granted = new Lease(sentAt, grant.nanos(), grant.revision());
        states.reached(grant.revision()).thenAccept(state -> publish(granted));
      }
      case UNREGISTERED -> unregistered.run();
      case DENIED -> {}
    }
  }

  private synchronized void publish(Lease granted) {
    long now = time.nanoTime();
    if (granted.leftAt(now) > lease.leftAt(now)) {
      lease = granted;
    }
  }
}
