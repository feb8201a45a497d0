package io.havenfs.replication.primary;

import io.havenfs.engine.core.Role;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.core.ShippedEntry;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.LogPlace;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.ViewProposals;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role of a copy that leads. Owned by the sequencer.
 *
 * <p><b>From being named to deciding.</b> First the inherited tail is committed: entries that this
 * copy accepted from an earlier primary and does not know to be committed. Whatever an earlier
 * primary answered is in it, or was applied here, because this copy was in sync then. When all
 * peers that count have the tail, the service gets a new write verifier if bytes may be lost, and
 * when that is committed, too, changes are decided.
 *
 * <p><b>Who counts.</b> The view's in-sync peers, and a peer whose addition is proposed, from
 * before the proposal until it is known to have failed: so no view ever names a copy in sync that
 * lacks a committed entry.
 */
public final class Primary implements Role {
  private static final Logger LOG = LoggerFactory.getLogger(Primary.class);

  /** A flush of data files may take this many times as long as an acknowledgement. */
  private static final int FLUSH_PATIENCE = 20;

  /** A greeting's answer, which may wait for the peer's disk, as well. */
  private static final int GREETING_PATIENCE = 10;

  private final String self;
  private final String service;
  private final long epoch;
  private final Sequencer sequencer;
  private final BooleanSupplier mayServe;
  private final ViewProposals proposals;
  private final ReplicationLimits limits;
  private final Dialer dialer;
  private final Runnable onLeading;
  private final Map<String, Peer> peers = new TreeMap<>();
  private final Flushes flushes = new Flushes();
  private final CatchUp catchUp;
  private final Comparing comparing;
  private Stage stage = Stage.RECONCILING;
  private boolean draining;
  private final List<Runnable> drained = new ArrayList<>();
  private long toldCommittedSn;
  private long nowNanos;

  private enum Stage {
    /** The inherited tail is being committed. */
    RECONCILING,
    /** What had to be decided first is being committed. */
    IDENTIFYING,
    LEADING
  }

  /**
   * What a primary is made of.
   *
   * @param onLeading told once changes are decided
   */
  public record Parts(
      String self,
      String service,
      Sequencer sequencer,
      BooleanSupplier mayServe,
      ViewProposals proposals,
      ReplicationLimits limits,
      Dialer dialer,
      Runnable onLeading) {}

  /** Call {@link #start} once the sequencer has this role. */
  public Primary(Parts parts, Leadership leadership) {
    self = parts.self();
    service = parts.service();
    sequencer = parts.sequencer();
    mayServe = parts.mayServe();
    proposals = parts.proposals();
    limits = parts.limits();
    dialer = parts.dialer();
    onLeading = parts.onLeading();
    epoch = leadership.epoch();
    nowNanos = sequencer.ports().time().nanoTime();
    catchUp = new CatchUp(sequencer, limits, this::fed);
    comparing = new Comparing(sequencer);
    take(leadership);
  }

  /** Begins: hears of its own epoch, and calls its peers. */
  public void start() throws IOException {
    sequencer.heardOf(epoch);
    sequencer.prepareLeading(epoch);
    peers.values().forEach(this::dial);
  }

  public long epoch() {
    return epoch;
  }

  /** A newer view of the same epoch. */
  public void view(Leadership leadership) {
    take(leadership);
    settle();
  }

  private void take(Leadership leadership) {
    for (String name : leadership.replicas()) {
      if (!name.equals(self)) {
        peers.computeIfAbsent(name, unknown -> new Peer(unknown, nowNanos));
      }
    }
    for (Peer peer : peers.values()) {
      boolean inView = leadership.inSync().contains(peer.name());
      if (inView && !peer.inView()) {
        peer.owesNothing(nowNanos);
      }
      peer.inView(inView);
    }
    peers.values().stream()
        .filter(peer -> !peer.counts() && !leadership.replicas().contains(peer.name()))
        .toList()
        .forEach(this::forget);
  }

  private void forget(Peer peer) {
    hangUp(peer);
    peers.remove(peer.name());
  }

  /** Who counts may have changed. */
  private void settle() {
    flushes.retainPeers(this::counts);
  }

  private boolean counts(String name) {
    Peer peer = peers.get(name);
    return peer != null && peer.counts();
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
        && peers.values().stream()
            .allMatch(
                peer -> !peer.counts() || (peer.ack().whole() && peer.ack().appliedSn() >= sn));
  }

  /** Whether peers that are behind are brought up to date by themselves. */
  public void synchroniseAutomatically(boolean automatically) {
    catchUp.automatically(automatically);
    peers.values().forEach(this::release);
  }

  /** Brings a peer up to date now. */
  public void synchronise(String name) {
    catchUp.allow(name);
    Peer peer = peers.get(name);
    if (peer != null) {
      release(peer);
    }
  }

  private void release(Peer peer) {
    if (peer.phase() == Peer.Phase.HELD && catchUp.allows(peer)) {
      hangUp(peer); // it is greeted anew, with what it has by then
      dial(peer);
    }
  }

  private void dial(Peer peer) {
    peer.phase(Peer.Phase.GREETING);
    dialer.dial(peer.name());
  }

  /** A connection that was dialled is there. */
  public void connected(String name, Link link) {
    Peer peer = peers.get(name);
    if (peer == null || peer.link().isPresent()) {
      link.close();
      return;
    }
    peer.connected(link, nowNanos);
    link.send(new Frame.Hello(Frame.PROTOCOL, service, self, epoch));
    link.flush();
  }

  /** A connection that was dialled never came. */
  public void unreachable(String name) {
    Peer peer = peers.get(name);
    if (peer != null && peer.link().isEmpty()) {
      peer.unreachable();
      peer.retryNanos(nowNanos + limits.redial().toNanos());
    }
  }

  /** A connection broke. */
  public void broken(String name, Link link) {
    Peer peer = peers.get(name);
    if (peer != null && peer.has(link)) {
      peer.disconnected();
      comparing.gone(name);
      peer.retryNanos(nowNanos + limits.redial().toNanos());
      if (peer.mustGo()) {
        remove(peer, "its connection broke");
      }
    }
  }

  private void hangUp(Peer peer) {
    peer.link().ifPresent(Link::close);
    peer.disconnected();
    comparing.gone(peer.name());
    peer.retryNanos(nowNanos + limits.redial().toNanos());
  }

  /** A frame of a peer's connection. */
  public void received(String name, Link link, Frame frame) throws IOException {
    Peer peer = peers.get(name);
    if (peer == null || !peer.has(link)) {
      frame.release();
      return;
    }
    switch (frame) {
      case Frame.Tail tail -> greeted(peer, tail);
      case Frame.Ack ack -> acknowledged(peer, ack);
      case Frame.Flushed(long id) -> flushes.flushed(name, id);
      case Frame.Fetch fetch -> catchUp.fetch(peer, fetch);
      case Frame.Compared compared -> compared(peer, compared);
      case Frame.Reject(long newer, String reason) -> {
        LOG.warn("{} rejects epoch {}: {} (it knows {})", name, epoch, reason, newer);
        hangUp(peer);
      }
      default -> {
        LOG.warn("{} sent what only a primary sends", name);
        frame.release();
        hangUp(peer);
      }
    }
  }

  private void greeted(Peer peer, Frame.Tail tail) throws IOException {
    if (peer.phase() != Peer.Phase.GREETING) {
      hangUp(peer);
      return;
    }
    if (peer.inView() && !(tail.whole() && tail.tables())) {
      peer.breakFaith();
      remove(peer, "it restarted and may have lost something");
    }
    catchUp.begin(peer, tail);
  }

  private void acknowledged(Peer peer, Frame.Ack ack) {
    peer.acknowledged(ack, nowNanos);
    if (peer.inView() && peer.phase() == Peer.Phase.LIVE && !ack.whole() && !peer.mustGo()) {
      peer.breakFaith();
      remove(peer, "it misses data");
    }
    catchUp.feed(peer);
  }

  /**
   * Compares this copy with those of the peers that are up to date, and tells how they differ; they
   * fetch what does.
   */
  public void compare(Consumer<Comparison> done) {
    tellCommitted(sequencer.replica().appliedSn());
    comparing.start(
        peers.values().stream()
            .filter(peer -> peer.counts() && peer.phase() == Peer.Phase.LIVE)
            .toList(),
        done);
  }

  private void compared(Peer peer, Frame.Compared answer) {
    comparing.compared(peer.name(), answer);
    if (answer.differentRows() > 0) {
      LOG.error("the tables of {} differ: it gets them anew", peer.name());
      catchUp.distrust(peer.name());
      peer.breakFaith();
      remove(peer, "its tables differ");
      hangUp(peer);
    }
  }

  /** A peer got what it can get now. */
  private void fed(Peer peer) {
    addIfReady(peer);
  }

  /** Proposes a peer that has everything; it counts from now on. */
  private void addIfReady(Peer peer) {
    if (peer.phase() != Peer.Phase.LIVE
        || peer.counts()
        || !peer.ack().whole()
        || stage != Stage.LEADING
        || peer.ack().memorySn() < sequencer.replica().appliedSn()
        || nowNanos - peer.retryNanos() < 0) {
      return;
    }
    peer.proposal(Peer.Proposal.ADDITION);
    peer.owesNothing(nowNanos);
    LOG.info("{} is up to date with entry {}", peer.name(), peer.ack().memorySn());
    proposals
        .proposeAddition(peer.name())
        .whenComplete((result, failure) -> later(() -> decided(peer)));
  }

  private void remove(Peer peer, String why) {
    if (peer.proposal() == Peer.Proposal.NONE && peer.inView()) {
      peer.proposal(Peer.Proposal.REMOVAL);
      LOG.warn("{} has to leave the in-sync set: {}", peer.name(), why);
      proposals
          .proposeRemoval(peer.name(), why)
          .whenComplete((result, failure) -> later(() -> decided(peer)));
    }
  }

  /** Stages complete on any thread. */
  private void later(Runnable work) {
    sequencer.ports().background(() -> {}, work);
  }

  private void decided(Peer peer) {
    peer.proposal(Peer.Proposal.NONE);
    peer.retryNanos(nowNanos + limits.proposalRetry().toNanos());
    settle();
  }

  // ---- the sequencer's questions

  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public boolean decides() {
    return stage == Stage.LEADING && !draining && !isFull() && mayServe.getAsBoolean();
  }

  private boolean isFull() {
    for (Peer peer : peers.values()) {
      if (peer.counts() && peer.outstanding() > limits.outstandingBytes()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean answers() {
    return stage == Stage.LEADING && mayServe.getAsBoolean();
  }

  @Override
  public boolean ships() {
    return true;
  }

  @Override
  public void appended(ShippedEntry entry) {
    toldCommittedSn = sequencer.replica().appliedSn();
    for (Peer peer : peers.values()) {
      if (peer.phase() == Peer.Phase.LIVE) {
        if (!peer.counts() && peer.outstanding() > limits.outstandingBytes()) {
          peer.phase(Peer.Phase.CATCHING_UP); // too slow to keep up; the log waits, memory does not
          peer.place(LogPlace.before(peer.sentSn() + 1));
        } else {
          catchUp.send(peer, entry.retained(), nowNanos);
        }
      }
    }
    entry.release();
  }

  @Override
  public void decided() {
    for (Peer peer : peers.values()) {
      if (peer.phase() == Peer.Phase.LIVE) {
        peer.link().ifPresent(Link::flush);
      }
    }
  }

  @Override
  public long memorySn() {
    long sn = Long.MAX_VALUE;
    for (Peer peer : peers.values()) {
      if (peer.counts()) {
        sn = Math.min(sn, peer.ack().memorySn());
      }
    }
    return sn;
  }

  @Override
  public long diskSn() {
    long sn = Long.MAX_VALUE;
    for (Peer peer : peers.values()) {
      if (peer.counts()) {
        sn = Math.min(sn, peer.ack().diskSn());
      }
    }
    return sn;
  }

  @Override
  public void flush(long sn, Set<Long> dataIds, Runnable done) {
    Set<String> counted =
        peers.values().stream().filter(Peer::counts).map(Peer::name).collect(Collectors.toSet());
    if (counted.isEmpty()) {
      done.run();
      return;
    }
    tellCommitted(sn);
    long id = flushes.start(counted, done, nowNanos);
    for (String name : counted) {
      Peer peer = peers.get(name);
      if (peer != null) {
        peer.link().ifPresent(link -> link.send(new Frame.Flush(id, List.copyOf(dataIds))));
      }
    }
  }

  private void tellCommitted(long sn) {
    if (sn > toldCommittedSn) {
      toldCommittedSn = sn;
      for (Peer peer : peers.values()) {
        if (peer.phase() == Peer.Phase.LIVE) {
          peer.link().ifPresent(link -> link.send(new Frame.Commit(sn)));
        }
      }
    }
  }

  @Override
  public void turnEnded(long nanoTime, boolean worked) {
    nowNanos = nanoTime;
    try {
      advance();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    tellCommitted(sequencer.replica().appliedSn());
    for (Peer peer : List.copyOf(peers.values())) {
      watch(peer);
      probe(peer);
      catchUp.feed(peer);
      addIfReady(peer);
      peer.link().ifPresent(Link::flush);
    }
    holdLog();
    if (!drained.isEmpty() && isDrained()) {
      drained.forEach(Runnable::run);
      drained.clear();
    }
  }

  /** Goes from stage to stage. */
  private void advance() throws IOException {
    if (stage == Stage.LEADING
        || sequencer.replica().appliedSn() != sequencer.replica().decidedSn()) {
      return;
    }
    if (stage == Stage.RECONCILING) {
      stage = Stage.IDENTIFYING;
      doubt(sequencer.missing().copy());
      sequencer.beginDeciding(epoch);
      advance();
    } else {
      sequencer.identified();
      stage = Stage.LEADING;
      onLeading.run();
    }
  }

  /**
   * These bytes may be lost here, and others may have them or not: what this copy has is what
   * counts from now on, and the others fetch it.
   */
  private void doubt(FileRanges doubtful) {
    catchUp.doubtful(doubtful);
    for (Peer peer : peers.values()) {
      if (peer.phase() == Peer.Phase.LIVE && !doubtful.isEmpty()) {
        peer.link().ifPresent(link -> link.send(new Frame.Missing(doubtful)));
      }
    }
  }

  /** Proposes the removal of a peer that owes too long, and calls one that is not there. */
  private void watch(Peer peer) {
    if (peer.phase() == Peer.Phase.ABSENT && nowNanos - peer.retryNanos() >= 0) {
      dial(peer);
    }
    if (!peer.inView() || peer.proposal() != Peer.Proposal.NONE) {
      return;
    }
    if (peer.mustGo()) {
      if (nowNanos - peer.retryNanos() >= 0) {
        remove(peer, "it was away");
      }
    } else if (!owes(peer)) {
      peer.owesNothing(nowNanos);
    } else if (nowNanos - peer.progressNanos() > limits.lag().toNanos()) {
      peer.breakFaith();
      remove(peer, "it has not acknowledged anything for " + limits.lag());
      hangUp(peer); // behind a silent loss the connection would take minutes to break
    }
  }

  /** Has connections break that ended without a word, whatever they are about. */
  private void probe(Peer peer) {
    if (peer.link().isEmpty()) {
      return;
    }
    if (peer.phase() == Peer.Phase.GREETING
        && nowNanos - peer.connectedNanos() > GREETING_PATIENCE * limits.lag().toNanos()) {
      hangUp(peer);
    } else if (nowNanos - peer.spokenNanos() > limits.lag().toNanos()) {
      peer.spoken(nowNanos);
      peer.link().get().send(new Frame.Alive());
    }
  }

  private boolean owes(Peer peer) {
    if (peer.phase() != Peer.Phase.LIVE || peer.ack().memorySn() < peer.sentSn()) {
      return true;
    }
    long disk = Math.min(sequencer.lastDiskSn(), sequencer.ports().syncedSn());
    long flushPatience = FLUSH_PATIENCE * limits.lag().toNanos();
    return peer.ack().diskSn() < disk || flushes.owes(peer.name(), nowNanos - flushPatience);
  }

  /** The log is kept from where the peers are that are being brought up to date. */
  private void holdLog() {
    long sn = 0;
    for (Peer peer : peers.values()) {
      if (peer.phase() == Peer.Phase.CATCHING_UP || peer.phase() == Peer.Phase.LOADING) {
        long next = peer.place().sn();
        sn = sn == 0 ? next : Math.min(sn, next);
      }
    }
    sequencer.holdLog(sn);
  }

  @Override
  public long patienceNanos() {
    return limits.lag().toNanos() / PATIENCE_FRACTION;
  }

  private static final int PATIENCE_FRACTION = 10;

  /** Stops: closes all connections. The sequencer has another role by now. */
  public void stop() {
    for (Peer peer : peers.values()) {
      peer.link().ifPresent(Link::close);
      peer.closeLoading();
    }
    peers.keySet().forEach(comparing::gone);
    peers.clear();
    sequencer.holdLog(0);
  }

  /** Whether changes are decided, or could be but for the lease. */
  public boolean isLeading() {
    return stage == Stage.LEADING;
  }

  public Map<String, ReplicaStatus.PeerStatus> peerStatus() {
    Map<String, ReplicaStatus.PeerStatus> status = new HashMap<>();
    long decided = sequencer.replica().decidedSn();
    peers.forEach((name, peer) -> status.put(name, peer.status(decided)));
    return status;
  }
}
