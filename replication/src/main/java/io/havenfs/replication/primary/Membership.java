package io.havenfs.replication.primary;

import io.havenfs.engine.core.Sequencer;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.ViewProposals;
import io.havenfs.replication.frame.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in sync: proposes that peers be added and removed. Owned by the sequencer.
 *
 * <p><b>Who counts.</b> The view's in-sync peers, and a peer that is to be added, from before it
 * has what was committed without it until it is known that the proposal failed: so no view ever
 * names a copy in sync that lacks a committed entry, or has not on stable storage what clients were
 * told is there; and a peer comes in sync however fast entries are decided.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  /** A flush of data files may take this many times as long as an acknowledgement. */
  private static final int FLUSH_PATIENCE = 20;

  /** The number of a flush that is waited for by nobody. */
  private static final long PREPARATION = -1;

  private final Sequencer sequencer;
  private final ViewProposals proposals;
  private final Supplier<ReplicationLimits> limits;
  private final LongSupplier now;
  private final Flushes flushes;
  private final Runnable onSettled;
  private final Map<String, Joining> joining = new HashMap<>();

  /** How far a peer is that is to come in sync. */
  private static final class Joining {
    /** Whether its files were synced once, for which nobody waits. */
    private boolean prepared;

    /** What it must have on stable storage before it is proposed; -1 while it does not count. */
    private long sn = -1;

    /** Whether its data files are there, as they were when it began to count. */
    private boolean flushed;

    boolean isMet(Frame.Ack ack) {
      return sn >= 0 && flushed && ack.whole() && ack.diskSn() >= sn;
    }
  }

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

  /** Brings a peer in sync that is up to date, or nearly, step by step. */
  void addIfReady(Peer peer) {
    Joining wanted = joining.get(peer.name());
    if (wanted == null) {
      if (isReady(peer)) {
        joining.put(peer.name(), new Joining());
        peer.link().ifPresent(link -> link.send(Frame.Flush.all(PREPARATION)));
      }
    } else if (wanted.isMet(peer.ack())) {
      joining.remove(peer.name());
      LOG.info("{} is up to date with entry {}", peer.name(), peer.ack().memorySn());
      propose(
          peer,
          Peer.Proposal.ADDITION,
          () -> proposals.proposeAddition(peer.name(), peer.incarnation()));
    } else if (wanted.prepared && wanted.sn < 0 && isReady(peer)) {
      join(peer, wanted);
    }
  }

  private boolean isReady(Peer peer) {
    return peer.phase() == Peer.Phase.LIVE
        && !peer.counts()
        && peer.proposal() == Peer.Proposal.NONE // of a removal the view may be known first
        && peer.ack().whole()
        && !isBefore(peer.retryNanos());
  }

  /** It counts from now on. */
  private void join(Peer peer, Joining wanted) {
    long sn = sequencer.replica().appliedSn();
    wanted.sn = sn;
    peer.owesNothing(now.getAsLong());
    peer.proposal(Peer.Proposal.JOINING);
    long id = flushes.start(Set.of(peer.name()), () -> wanted.flushed = true, now.getAsLong());
    peer.link()
        .ifPresent(
            link -> {
              link.send(new Frame.Commit(sn));
              link.send(Frame.Flush.all(id));
            });
  }

  /** A peer has done a flush; whether it was one that only this asked for. */
  boolean flushed(Peer peer, long id) {
    Joining wanted = joining.get(peer.name());
    if (id == PREPARATION && wanted != null) {
      wanted.prepared = true;
    }
    return id == PREPARATION;
  }

  /** A peer's connection has ended. */
  void gone(Peer peer) {
    joining.remove(peer.name());
    if (peer.proposal() == Peer.Proposal.JOINING) {
      peer.proposal(Peer.Proposal.NONE);
      onSettled.run();
    }
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

  /**
   * Proposes the removal of a peer that has to go; returns whether its connection has to, because
   * it owes too long only now.
   */
  boolean watch(Peer peer) {
    return switch (peer.proposal()) {
      case ADDITION, REMOVAL -> false;
      case JOINING -> owesTooLong(peer);
      case NONE -> peer.inView() ? watchInSync(peer) : holdsUp(peer);
    };
  }

  private boolean watchInSync(Peer peer) {
    if (peer.mustGo()) {
      if (!isBefore(peer.retryNanos())) {
        remove(peer, "it was away");
      }
    } else if (owesTooLong(peer) && othersAnswered(peer)) {
      expel(peer, "it has not acknowledged anything for " + limits.get().lag());
      return true;
    }
    return false;
  }

  /** Whether the quorum answered while the peer did not: then it is not this node that is deaf. */
  private boolean othersAnswered(Peer peer) {
    return proposals.heardSince(peer.progressNanos() + limits.get().lag().toNanos() / 2);
  }

  private boolean owesTooLong(Peer peer) {
    if (!owes(peer)) {
      peer.owesNothing(now.getAsLong());
    }
    return isSilent(peer);
  }

  private boolean isSilent(Peer peer) {
    return now.getAsLong() - peer.progressNanos() > limits.get().lag().toNanos();
  }

  /** Whether the primary waits for a peer that is not even in sync, and that does nothing. */
  private boolean holdsUp(Peer peer) {
    return peer.phase() == Peer.Phase.LIVE
        && peer.outstanding() > limits.get().outstandingBytes()
        && isSilent(peer);
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
