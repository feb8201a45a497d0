package io.havenfs.replication.primary;

import io.havenfs.engine.core.Role;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.core.ShippedEntry;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.Turns;
import io.havenfs.replication.ViewProposals;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role of a copy that leads. Owned by the sequencer.
 *
 * <p>How it comes to decide is {@link Takeover}'s concern, who is in sync {@link Membership}'s,
 * connections {@link Calls}', and how peers are brought up to date {@link CatchUp}'s.
 */
public final class Primary implements Role {
  private static final Logger LOG = LoggerFactory.getLogger(Primary.class);

  /** Without anything to do, peers are looked after so many times in an acknowledgement's time. */
  private static final int LOOKS_PER_LAG = 10;

  private final Parts parts;
  private final long epoch;
  private final Sequencer sequencer;
  private final Peers peers;
  private final Flushes flushes = new Flushes();
  private final Calls calls;
  private final Membership membership;
  private final CatchUp catchUp;
  private final DataAnswers answers;
  private final Comparing comparing;
  private final AfterOutage afterOutage;
  private final Takeover takeover;
  private final List<Runnable> drained = new ArrayList<>();
  private boolean draining;
  private long toldCommittedSn;
  private long nowNanos;

  /**
   * What a primary is made of.
   *
   * @param limits those in force, at each asking
   * @param turns at bringing peers up to date
   * @param onLeading told once changes are decided
   */
  public record Parts(
      String self,
      String service,
      Sequencer sequencer,
      BooleanSupplier mayServe,
      ViewProposals proposals,
      Supplier<ReplicationLimits> limits,
      Turns turns,
      Dialer dialer,
      Runnable onLeading) {}

  /** Call {@link #start} once the sequencer has this role. */
  public Primary(Parts parts, Leadership leadership) {
    this.parts = parts;
    epoch = leadership.epoch();
    sequencer = parts.sequencer();
    nowNanos = sequencer.ports().time().nanoTime();
    peers = new Peers(parts.self());
    Frame.Hello hello = new Frame.Hello(Frame.PROTOCOL, parts.service(), parts.self(), epoch);
    calls = new Calls(hello, parts.dialer(), parts.limits(), () -> nowNanos, this::gone);
    membership =
        new Membership(
            sequencer, parts.proposals(), parts.limits(), () -> nowNanos, flushes, this::settle);
    catchUp =
        new CatchUp(sequencer, parts.limits(), parts.turns(), this::addIfReady, calls::hangUp);
    answers = new DataAnswers(sequencer, calls::hangUp);
    comparing = new Comparing(sequencer);
    afterOutage = new AfterOutage(sequencer, peers, comparing);
    takeover = new Takeover(sequencer, epoch, this::doubt, parts.onLeading());
    take(leadership);
  }

  /** Begins: hears of its own epoch, and calls its peers. */
  public void start() throws IOException {
    takeover.start();
    peers.all().forEach(calls::dial);
  }

  public long epoch() {
    return epoch;
  }

  /** Whether changes are decided, or could be but for the lease. */
  public boolean isLeading() {
    return takeover.isDone();
  }

  /** A newer view of the same epoch. */
  public void view(Leadership leadership) {
    take(leadership);
    settle();
  }

  private void take(Leadership leadership) {
    peers.take(leadership, nowNanos).forEach(calls::hangUp);
  }

  /** Who counts may have changed. */
  private void settle() {
    flushes.retainPeers(peers::counts);
  }

  /**
   * Decides nothing new, and tells when everything decided is committed, answered, and known to be
   * so by all peers that count.
   */
  public void drain(Runnable onDrained) {
    draining = true;
    drained.add(onDrained);
  }

  private boolean isDrained() {
    long sn = sequencer.replica().decidedSn();
    return sequencer.isAnswered()
        && peers.all().stream()
            .allMatch(
                peer -> !peer.counts() || (peer.ack().whole() && peer.ack().appliedSn() >= sn));
  }

  /** Whether peers that are behind are brought up to date by themselves. */
  public void synchroniseAutomatically(boolean automatically) {
    catchUp.automatically(automatically);
  }

  /** Brings a peer up to date now. */
  public void synchronise(String name) {
    catchUp.allow(name);
  }

  /**
   * Compares this copy with those of the peers that are up to date, and tells how they differ; they
   * fetch what does.
   */
  public void compare(Consumer<Comparison> done) {
    tellCommitted(sequencer.replica().appliedSn());
    comparing.start(peers.inSync(), done);
  }

  // ---- connections

  /** A connection that was dialled is there. */
  public void connected(String name, Link link) {
    peers.named(name).ifPresentOrElse(peer -> calls.connected(peer, link), link::close);
  }

  /** A connection that was dialled never came. */
  public void unreachable(String name) {
    peers.named(name).ifPresent(calls::unreachable);
  }

  /** A connection broke. */
  public void broken(String name, Link link) {
    peers
        .named(name)
        .filter(peer -> peer.has(link))
        .ifPresent(
            peer -> {
              calls.broken(peer);
              if (peer.mustGo()) {
                membership.remove(peer, "its connection broke");
              }
            });
  }

  private void gone(Peer peer) {
    membership.gone(peer);
    catchUp.gone(peer);
    comparing.gone(peer.name());
  }

  /** A frame of a peer's connection. */
  public void received(String name, Link link, Frame frame) throws IOException {
    Peer peer = peers.named(name).orElse(null);
    if (peer == null || !peer.has(link)) {
      frame.release();
      return;
    }
    switch (frame) {
      case Frame.Tail tail -> greeted(peer, tail);
      case Frame.Ack ack -> acknowledged(peer, ack);
      case Frame.Flushed(long id) -> {
        if (!membership.flushed(peer, id)) {
          flushes.flushed(name, id);
        }
      }
      case Frame.Fetch fetch -> answers.fetch(peer, fetch);
      case Frame.Compared compared -> compared(peer, compared);
      case Frame.Reject(long newer, String reason) -> {
        LOG.warn("{} rejects epoch {}: {} (it knows {})", name, epoch, reason, newer);
        calls.hangUp(peer);
      }
      default -> {
        LOG.warn("{} sent what only a primary sends", name);
        frame.release();
        calls.hangUp(peer);
      }
    }
  }

  private void greeted(Peer peer, Frame.Tail tail) throws IOException {
    if (peer.phase() != Peer.Phase.GREETING) {
      calls.hangUp(peer);
      return;
    }
    if (peer.inView() && !(tail.whole() && tail.tables())) {
      membership.expel(peer, "it restarted and may have lost something");
    }
    catchUp.greeted(peer, tail);
  }

  private void acknowledged(Peer peer, Frame.Ack ack) {
    peer.acknowledged(ack, nowNanos);
    if (peer.inView() && peer.phase() == Peer.Phase.LIVE && !ack.whole() && !peer.mustGo()) {
      membership.expel(peer, "it misses data");
    }
    catchUp.acknowledged(peer);
  }

  private void compared(Peer peer, Frame.Compared answer) {
    comparing.compared(peer.name(), answer);
    if (answer.differentRows() > 0) {
      LOG.error("the tables of {} differ: it gets them anew", peer.name());
      catchUp.distrust(peer.name());
      membership.expel(peer, "its tables differ");
      calls.hangUp(peer);
    }
  }

  private void addIfReady(Peer peer) {
    if (takeover.isDone()) {
      membership.addIfReady(peer);
    }
  }

  // ---- the sequencer's questions

  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public boolean decides() {
    return takeover.isDone()
        && !draining
        && !peers.owesMoreThan(parts.limits().get().outstandingBytes())
        && parts.mayServe().getAsBoolean();
  }

  @Override
  public boolean answers() {
    return takeover.isDone() && parts.mayServe().getAsBoolean();
  }

  @Override
  public boolean ships() {
    return true;
  }

  @Override
  public void appended(ShippedEntry entry) {
    toldCommittedSn = sequencer.replica().appliedSn();
    for (Peer peer : peers.all()) {
      if (peer.phase() == Peer.Phase.LIVE) {
        catchUp.send(peer, entry.retained(), nowNanos);
      }
    }
    entry.release();
  }

  @Override
  public void decided() {
    for (Peer peer : peers.all()) {
      if (peer.phase() == Peer.Phase.LIVE) {
        peer.link().ifPresent(Link::flush);
      }
    }
  }

  @Override
  public long memorySn() {
    return peers.least(peer -> peer.ack().memorySn());
  }

  @Override
  public long diskSn() {
    return peers.least(peer -> peer.ack().diskSn());
  }

  @Override
  public void flush(long sn, Set<Long> dataIds, Runnable done) {
    Set<String> counted = peers.counted();
    if (counted.isEmpty()) {
      done.run();
      return;
    }
    tellCommitted(sn);
    Frame.Flush flush =
        new Frame.Flush(flushes.start(counted, done, nowNanos), List.copyOf(dataIds));
    for (Peer peer : peers.all()) {
      if (counted.contains(peer.name())) {
        peer.link().ifPresent(link -> link.send(flush));
      }
    }
  }

  private void tellCommitted(long sn) {
    if (sn > toldCommittedSn) {
      toldCommittedSn = sn;
      sendLive(new Frame.Commit(sn));
    }
  }

  private void sendLive(Frame frame) {
    for (Peer peer : peers.all()) {
      if (peer.phase() == Peer.Phase.LIVE) {
        peer.link().ifPresent(link -> link.send(frame));
      }
    }
  }

  @Override
  public void turnEnded(long nanoTime, boolean worked) {
    nowNanos = nanoTime;
    try {
      takeover.advance();
      tellCommitted(sequencer.replica().appliedSn());
      if (decides()) {
        afterOutage.proceed();
      }
      for (Peer peer : peers.all()) {
        lookAfter(peer);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    sequencer.holdLog(peers.neededSn());
    if (!drained.isEmpty() && isDrained()) {
      drained.forEach(Runnable::run);
      drained.clear();
    }
  }

  private void lookAfter(Peer peer) throws IOException {
    calls.redial(peer);
    if (membership.watch(peer)) {
      calls.hangUp(peer); // behind a silent loss the connection would take minutes to break
    }
    calls.probe(peer);
    catchUp.proceed(peer);
    addIfReady(peer);
    peer.link().ifPresent(Link::flush);
  }

  /**
   * These bytes may be lost here, and others may have them or not: what this copy has is what
   * counts from now on, and the others fetch it.
   */
  private void doubt(FileRanges doubtful) {
    catchUp.doubtful(doubtful);
    if (!doubtful.isEmpty()) {
      sendLive(new Frame.Missing(doubtful));
    }
  }

  @Override
  public long patienceNanos() {
    return parts.limits().get().lag().toNanos() / LOOKS_PER_LAG;
  }

  /** Stops: closes all connections. The sequencer has another role by now. */
  public void stop() {
    for (Peer peer : peers.all()) {
      peer.link().ifPresent(Link::close);
      peer.closeLoading();
      gone(peer);
    }
    peers.clear();
    sequencer.holdLog(0);
  }

  public Map<String, ReplicaStatus.PeerStatus> peerStatus() {
    return peers.status(sequencer.replica().decidedSn());
  }
}
