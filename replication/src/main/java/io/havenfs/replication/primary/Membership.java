package io.havenfs.replication.primary;

import io.havenfs.engine.core.Sequencer;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.ViewProposals;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in sync: proposes that peers be added and removed. Owned by the sequencer.
 *
 * <p><b>Who counts.</b> The view's in-sync peers, and a peer whose addition is proposed, from
 * before the proposal until it is known to have failed: so no view ever names a copy in sync that
 * lacks a committed entry.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  /** A flush of data files may take this many times as long as an acknowledgement. */
  private static final int FLUSH_PATIENCE = 20;

  private final Sequencer sequencer;
  private final ViewProposals proposals;
  private final Supplier<ReplicationLimits> limits;
  private final LongSupplier now;
  private final Flushes flushes;
  private final Runnable onSettled;

  /**
   * @param now the time of this turn
   * @param onSettled told when who counts may have changed
   */
  Membership(
      Sequencer sequencer,
      ViewProposals proposals,
      Supplier<ReplicationLimits> limits,
      LongSupplier now,
      Flushes flushes,
      Runnable onSettled) {
    this.sequencer = sequencer;
    this.proposals = proposals;
    this.limits = limits;
    this.now = now;
    this.flushes = flushes;
    this.onSettled = onSettled;
  }

  /** Proposes a peer that has everything; it counts from now on. */
  void addIfReady(Peer peer) {
    if (peer.phase() != Peer.Phase.LIVE
        || peer.counts()
        || !peer.ack().whole()
        || peer.ack().memorySn() < sequencer.replica().appliedSn()
        || isBefore(peer.retryNanos())) {
      return;
    }
    peer.owesNothing(now.getAsLong());
    LOG.info("{} is up to date with entry {}", peer.name(), peer.ack().memorySn());
    propose(
        peer,
        Peer.Proposal.ADDITION,
        () -> proposals.proposeAddition(peer.name(), peer.incarnation()));
  }

  /** Proposes the removal of a peer, if it is in sync and nothing is proposed of it. */
  void remove(Peer peer, String why) {
    if (peer.proposal() == Peer.Proposal.NONE && peer.inView()) {
      LOG.warn("{} has to leave the in-sync set: {}", peer.name(), why);
      propose(peer, Peer.Proposal.REMOVAL, () -> proposals.proposeRemoval(peer.name(), why));
    }
  }

  /** Proposes the removal of a peer that is not what one in sync has to be. */
  void expel(Peer peer, String why) {
    peer.breakFaith();
    remove(peer, why);
  }

  private void propose(Peer peer, Peer.Proposal what, Supplier<CompletionStage<?>> proposal) {
    peer.proposal(what);
    proposal.get().whenComplete((result, failure) -> later(() -> decided(peer)));
  }

  /** Stages complete on any thread. */
  private void later(Runnable work) {
    sequencer.ports().background(() -> {}, work);
  }

  private void decided(Peer peer) {
    peer.proposal(Peer.Proposal.NONE);
    peer.retryNanos(now.getAsLong() + limits.get().proposalRetry().toNanos());
    onSettled.run();
  }

  /** Proposes the removal of a peer that has to go; returns whether it owes too long only now. */
  boolean watch(Peer peer) {
    if (!peer.inView() || peer.proposal() != Peer.Proposal.NONE) {
      return false;
    }
    if (peer.mustGo()) {
      if (!isBefore(peer.retryNanos())) {
        remove(peer, "it was away");
      }
    } else if (!owes(peer)) {
      peer.owesNothing(now.getAsLong());
    } else if (now.getAsLong() - peer.progressNanos() > limits.get().lag().toNanos()) {
      expel(peer, "it has not acknowledged anything for " + limits.get().lag());
      return true;
    }
    return false;
  }

  private boolean isBefore(long nanoTime) {
    return now.getAsLong() - nanoTime < 0;
  }

  private boolean owes(Peer peer) {
    if (peer.phase() != Peer.Phase.LIVE || peer.ack().memorySn() < peer.sentSn()) {
      return true;
    }
    long disk = Math.min(sequencer.lastDiskSn(), sequencer.ports().syncedSn());
    long flushPatience = FLUSH_PATIENCE * limits.get().lag().toNanos();
    return peer.ack().diskSn() < disk || flushes.owes(peer.name(), now.getAsLong() - flushPatience);
  }
}
