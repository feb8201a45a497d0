package io.havenfs.replication.member;

import io.havenfs.engine.core.LoneRole;
import io.havenfs.engine.core.NotLeadingException;
import io.havenfs.engine.core.Role;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.tx.Change;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.SyncTurns;
import io.havenfs.replication.ViewProposals;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import io.havenfs.replication.primary.Dialer;
import io.havenfs.replication.primary.Primary;
import io.havenfs.replication.secondary.Secondary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy and its role. Everything here belongs to the sequencer's owner, who calls {@link
 * Sequencer#turn} after each batch of these calls. An exception is a fault of this copy.
 */
public final class Member {
  private static final Logger LOG = LoggerFactory.getLogger(Member.class);

  private final String self;
  private final String service;
  private final Sequencer sequencer;
  private final ViewProposals proposals;
  private final SyncTurns turns;
  private final Dialer dialer;
  private ReplicationLimits limits;
  private Optional<Primary> primary = Optional.empty();
  private Optional<Secondary> secondary = Optional.empty();
  private boolean automatically = true;

  /**
   * @param self this node's name
   * @param service the service's name; a connection for another is refused
   * @param turns at being synchronised, for all copies on this node
   */
  public Member(
      String self,
      String service,
      Sequencer sequencer,
      ViewProposals proposals,
      ReplicationLimits limits,
      SyncTurns turns,
      Dialer dialer) {
    this.self = self;
    this.service = service;
    this.sequencer = sequencer;
    this.proposals = proposals;
    this.limits = limits;
    this.turns = turns;
    this.dialer = dialer;
  }

  public Sequencer sequencer() {
    return sequencer;
  }

  /** Obeys the primary of {@code epoch} or a newer one. */
  public void follow(long epoch) throws IOException {
    sequencer.heardOf(epoch);
    if (secondary.isEmpty()) {
      obey();
    }
  }

  private void obey() {
    Secondary next = new Secondary(sequencer, () -> limits, turns.taking());
    become(next);
    secondary = Optional.of(next);
    next.start();
  }

  /** Obeys nobody and leads nothing. */
  public void rest() {
    if (primary.isPresent() || secondary.isPresent()) {
      become(LoneRole.IDLE);
    }
  }

  private void become(Role next) {
    List<Change> unanswered = sequencer.become(next);
    primary.ifPresent(Primary::stop);
    secondary.ifPresent(Secondary::stop);
    primary = Optional.empty();
    secondary = Optional.empty();
    unanswered.forEach(change -> change.failed(new NotLeadingException()));
  }

  /**
   * Leads under a view.
   *
   * @param mayServe whether the lease holds
   * @param onLeading told once changes are decided
   * @throws IllegalArgumentException when a newer epoch is known here
   */
  public void lead(Leadership leadership, BooleanSupplier mayServe, Runnable onLeading)
      throws IOException {
    if (leadership.epoch() < sequencer.epoch()) {
      throw new IllegalArgumentException(
          "cannot lead under epoch %d: epoch %d is known"
              .formatted(leadership.epoch(), sequencer.epoch()));
    }
    if (!sequencer.hasTables() && leadership.inSync().size() > 1) {
      LOG.warn("{} leads service {} with tables that are not complete", self, service);
    }
    Primary next =
        new Primary(
            new Primary.Parts(
                self,
                service,
                sequencer,
                mayServe,
                proposals,
                () -> limits,
                turns.giving(),
                dialer,
                onLeading),
            leadership);
    next.synchroniseAutomatically(automatically);
    become(next);
    primary = Optional.of(next);
    next.start();
  }

  /** A newer view of the epoch under which this copy leads; any other is ignored. */
  public void view(Leadership leadership) {
    primary
        .filter(leading -> leading.epoch() == leadership.epoch())
        .ifPresent(leading -> leading.view(leadership));
  }

  /** Decides nothing new, and tells when everything decided is answered and known to be so. */
  public void drain(Runnable onDrained) {
    primary.ifPresentOrElse(leading -> leading.drain(onDrained), onDrained);
  }

  /** Other limits, in force from now on. */
  public void limits(ReplicationLimits now) {
    limits = now;
  }

  /** Whether peers that are behind are brought up to date by themselves. */
  public void synchroniseAutomatically(boolean now) {
    automatically = now;
    primary.ifPresent(leading -> leading.synchroniseAutomatically(now));
  }

  /** Brings a peer up to date now. */
  public void synchronise(String peer) {
    primary.ifPresent(leading -> leading.synchronise(peer));
  }

  /**
   * This copy is to be the service's from now on, although others had more.
   *
   * @return why it cannot be, if so; then nothing has changed
   */
  public Optional<String> acceptLoss() throws IOException {
    if (primary.isPresent()) {
      return Optional.of("it leads");
    }
    if (sequencer.isNew()) {
      return Optional.of("it is empty");
    }
    if (!sequencer.isWhole()) {
      return Optional.of("it is incomplete: it was being brought up to date");
    }
    sequencer.giveUpTheRest();
    return Optional.empty();
  }

  /** Compares this copy with its peers', if it leads; see {@link Primary#compare}. */
  public void compare(Consumer<Comparison> done) {
    primary.ifPresentOrElse(
        leading -> leading.compare(done), () -> done.accept(new Comparison(Map.of())));
  }

  // ---- connections

  /** The connection to {@code peer} that was dialled is there. */
  public void connected(String peer, Link link) {
    primary.ifPresentOrElse(leading -> leading.connected(peer, link), link::close);
  }

  /** The connection to {@code peer} that was dialled never came. */
  public void unreachable(String peer) {
    primary.ifPresent(leading -> leading.unreachable(peer));
  }

  /** A connection to {@code peer} that was dialled broke. */
  public void broken(String peer, Link link) {
    primary.ifPresent(leading -> leading.broken(peer, link));
  }

  /** A frame of a connection that was dialled to {@code peer}. */
  public void received(String peer, Link link, Frame frame) throws IOException {
    if (primary.isPresent()) {
      primary.get().received(peer, link, frame);
    } else {
      frame.release();
    }
  }

  /** Another node's connection broke. */
  public void callerGone(Link link) {
    secondary.ifPresent(obeying -> obeying.broken(link));
  }

  /** A frame of another node's connection. */
  public void calledBy(Link link, Frame frame) throws IOException {
    if (frame instanceof Frame.Hello hello) {
      greeted(link, hello);
    } else if (secondary.isPresent()) {
      secondary.get().received(link, frame);
    } else {
      frame.release();
    }
  }

  private void greeted(Link link, Frame.Hello hello) throws IOException {
    Optional<String> reason = reasonAgainst(hello);
    if (reason.isPresent()) {
      LOG.warn("{} of {} is refused: {}", hello.service(), hello.from(), reason.get());
      link.send(new Frame.Reject(sequencer.epoch(), reason.get()));
      link.flush();
      return;
    }
    if (secondary.isEmpty()) {
      obey();
    }
    secondary.get().greeted(link, hello);
  }

  private Optional<String> reasonAgainst(Frame.Hello hello) {
    if (hello.protocol() != Frame.PROTOCOL) {
      return Optional.of("it speaks protocol " + hello.protocol() + ", not " + Frame.PROTOCOL);
    }
    if (!hello.service().equals(service)) {
      return Optional.of("this is service " + service);
    }
    if (hello.epoch() < sequencer.epoch()) {
      return Optional.of("epoch " + sequencer.epoch() + " is known");
    }
    if (primary.isPresent() && hello.epoch() == primary.get().epoch()) {
      return Optional.of("this copy leads under that epoch");
    }
    return Optional.empty();
  }

  /** What there is to see. */
  public ReplicaStatus status() {
    return new ReplicaStatus(
        role(),
        sequencer.epoch(),
        sequencer.replica().decidedSn(),
        sequencer.replica().appliedSn(),
        sequencer.stateLost(),
        secondary.flatMap(Secondary::progress),
        primary.map(Primary::peerStatus).orElse(Map.of()));
  }

  private ReplicaStatus.Role role() {
    if (primary.isPresent()) {
      return primary.get().isLeading()
          ? ReplicaStatus.Role.LEADING
          : ReplicaStatus.Role.RECONCILING;
    }
    return secondary.isPresent() ? ReplicaStatus.Role.FOLLOWING : ReplicaStatus.Role.IDLE;
  }
}
