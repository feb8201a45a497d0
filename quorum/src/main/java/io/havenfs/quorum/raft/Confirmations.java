package io.havenfs.quorum.raft;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer.Division;

/**
 * Has a majority of voters confirm that there is no later leader: each says what its current term
 * is. A voter whose term is not later has not voted for a later leader when it says so.
 *
 * <p>Who asks while a round is under way waits for the next: what a round proves holds from its
 * beginning. So however many ask, one round runs at a time. For all threads.
 */
final class Confirmations {
  private static final long ROUND_MILLIS = 500;

  private record Waiting(long term, CompletableFuture<Boolean> future) {}

  private final Calls calls;
  private final Division division;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean running;

  Confirmations(Calls calls, Division division) {
    this.calls = calls;
    this.division = division;
  }

  /** Whether this member is still the leader that it became in {@code term}. */
  CompletableFuture<Boolean> confirm(long term) {
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    synchronized (waiting) {
      waiting.add(new Waiting(term, future));
      if (running) {
        return future;
      }
      running = true;
    }
    nextRound();
    return future;
  }

  private void nextRound() {
    List<Waiting> served;
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        running = false;
        return;
      }
      served = List.copyOf(waiting);
      waiting.clear();
    }
    long term = served.stream().mapToLong(Waiting::term).max().orElseThrow();
    var _ =
        round(term)
            .completeOnTimeout(false, ROUND_MILLIS, TimeUnit.MILLISECONDS)
            .whenComplete(
                (confirmed, problem) -> {
                  boolean leads = problem == null && confirmed;
                  served.forEach(one -> one.future.complete(leads && one.term == term));
                  nextRound();
                });
  }

  private CompletableFuture<Boolean> round(long term) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    RaftConfiguration members = division.getRaftConf();
    Round round = new Round(ids(members.getCurrentPeers()), ids(members.getPreviousPeers()));
    if (division.getInfo().getCurrentTerm() != term) {
      return CompletableFuture.completedFuture(false);
    }
    if (round.said(division.getId())) {
      return CompletableFuture.completedFuture(true);
    }
    for (RaftPeerId voter : round.others(division.getId())) {
      var _ =
          calls
              .ask(voter, new Question.Confirm(term))
              .whenComplete(
                  (answer, problem) -> {
                    if (problem != null) {
                      return; // a voter that is silent
                    }
                    if (ByteBuffer.wrap(answer).getLong() > term) {
                      result.complete(false);
                    } else if (round.said(voter)) {
                      result.complete(true);
                    }
                  });
    }
    return result;
  }

  private static Set<RaftPeerId> ids(Collection<RaftPeer> peers) {
    Set<RaftPeerId> ids = new HashSet<>();
    peers.forEach(peer -> ids.add(peer.getId()));
    return ids;
  }

  /** One round: while members change, it takes a majority of the old ones and one of the new. */
  private static final class Round {
    private final Set<RaftPeerId> current;
    private final Set<RaftPeerId> previous;
    private final Set<RaftPeerId> confirmed = new HashSet<>();

    Round(Set<RaftPeerId> current, Set<RaftPeerId> previous) {
      this.current = current;
      this.previous = previous;
    }

    Set<RaftPeerId> others(RaftPeerId self) {
      Set<RaftPeerId> others = new HashSet<>(current);
      others.addAll(previous);
      others.remove(self);
      return others;
    }

    /** {@code voter} confirms; whether that makes a majority. */
    synchronized boolean said(RaftPeerId voter) {
      confirmed.add(voter);
      return majority(current) && (previous.isEmpty() || majority(previous));
    }

    private boolean majority(Set<RaftPeerId> of) {
      return 2 * of.stream().filter(confirmed::contains).count() > of.size();
    }
  }
}
