package io.havenfs.replication.primary;

import io.havenfs.engine.core.CopyFiles;
import io.havenfs.engine.log.LogPlace;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What a primary knows of another copy. Owned by the sequencer. */
final class Peer {
  /** How far the conversation has got. */
  enum Phase {
    /** No connection. */
    ABSENT,
    /** A connection is being opened, or its tail is awaited. */
    GREETING,
    /** Connected and behind, and told to wait. */
    HELD,
    /** It gets the tables. */
    LOADING,
    /** It gets entries from the log. */
    CATCHING_UP,
    /** It gets entries as they are decided. */
    LIVE
  }

  /** What is proposed of it and is not decided yet. */
  enum Proposal {
    NONE,
    /** Nothing yet, but its addition will be: it counts, and has to get what it has not yet. */
    JOINING,
    ADDITION,
    REMOVAL
  }

  /** An entry sent and not acknowledged. */
  private record Sent(long sn, long bytes) {}

  private final String name;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private Optional<Link> link = Optional.empty();
  private Phase phase = Phase.ABSENT;
  private Proposal proposal = Proposal.NONE;
  private boolean inView;
  private boolean broken;
  private long outstanding;
  private long sentSn;
  private Frame.Ack ack = NOTHING;
  private long progressNanos;
  private long retryNanos;
  private long connectedNanos;
  private long spokenNanos;
  private LogPlace place = LogPlace.before(1);
  private boolean reading;
  private Frame.Tail tail = NO_TAIL;
  private Optional<CopyFiles.TablesSnapshot> loading = Optional.empty();
  private final Rate rate = new Rate();

  private static final Frame.Tail NO_TAIL = new Frame.Tail(0, 0, List.of(), false, false);
  private static final Frame.Ack NOTHING = new Frame.Ack(0, 0, 0, false, 0, 0);

  private long incarnation;

  Peer(String name, long nanoTime) {
    this.name = name;
    this.progressNanos = nanoTime;
    this.retryNanos = nanoTime;
  }

  String name() {
    return name;
  }

  /** The process that it is known to run. */
  long incarnation() {
    return incarnation;
  }

  /** Takes over which process it runs; whether it is connected as an earlier one. */
  boolean restarted(long now) {
    boolean other = now != incarnation;
    incarnation = now;
    return other && link.isPresent();
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase next) {
    phase = next;
  }

  Optional<Link> link() {
    return link;
  }

  /** Whether entries wait for its acknowledgement. */
  boolean counts() {
    return inView || proposal == Proposal.JOINING || proposal == Proposal.ADDITION;
  }

  boolean inView() {
    return inView;
  }

  void inView(boolean now) {
    inView = now;
    if (!now) {
      broken = false;
    }
  }

  /** Whether it was in sync and its connection broke: only a removal helps. */
  boolean mustGo() {
    return inView && broken;
  }

  Proposal proposal() {
    return proposal;
  }

  void proposal(Proposal made) {
    proposal = made;
  }

  /** When the next attempt of whatever failed is due. */
  long retryNanos() {
    return retryNanos;
  }

  void retryNanos(long at) {
    retryNanos = at;
  }

  /** A connection is there; it is greeted. */
  void connected(Link opened, long nanoTime) {
    link = Optional.of(opened);
    phase = Phase.GREETING;
    progressNanos = nanoTime;
    connectedNanos = nanoTime;
    spokenNanos = nanoTime;
  }

  /** Since when the connection is there. */
  long connectedNanos() {
    return connectedNanos;
  }

  /** When something was last sent that it notices even if it owes nothing. */
  long spokenNanos() {
    return spokenNanos;
  }

  void spoken(long nanoTime) {
    spokenNanos = nanoTime;
  }

  /** It said what it has, and waits to be told how to go on. */
  void held(Frame.Tail said) {
    phase = Phase.HELD;
    tail = said;
  }

  /** What it said when it was {@linkplain #held held}. */
  Frame.Tail heldTail() {
    return tail;
  }

  /** The connection is gone. */
  void disconnected() {
    broken |= inView;
    link = Optional.empty();
    phase = Phase.ABSENT;
    reading = false;
    closeLoading();
    forgetSent();
    ack = NOTHING;
  }

  boolean has(Link other) {
    return link.filter(current -> current == other).isPresent();
  }

  /** There was nobody to connect to. */
  void unreachable() {
    phase = Phase.ABSENT;
  }

  /** It stays, but is not whole as it should be. */
  void breakFaith() {
    broken |= inView;
  }

  private void forgetSent() {
    sent.clear();
    outstanding = 0;
  }

  /** Entries behind {@code sn} are to be sent. */
  void startAfter(long sn) {
    forgetSent();
    sentSn = sn;
    place = LogPlace.before(sn + 1);
  }

  void sent(long sn, long bytes, long nanoTime) {
    if (sent.isEmpty()) {
      progressNanos = Math.max(progressNanos, nanoTime);
    }
    sent.add(new Sent(sn, bytes));
    outstanding += bytes;
    sentSn = sn;
  }

  long sentSn() {
    return sentSn;
  }

  long outstanding() {
    return outstanding;
  }

  void acknowledged(Frame.Ack newest, long nanoTime) {
    if (newest.memorySn() > ack.memorySn() || newest.diskSn() > ack.diskSn()) {
      progressNanos = nanoTime;
    }
    rate.note(newest.fetchedBytes(), nanoTime);
    ack = newest;
    while (!sent.isEmpty() && sent.peek().sn() <= newest.memorySn()) {
      outstanding -= sent.remove().bytes();
    }
  }

  /** The last acknowledgement. */
  Frame.Ack ack() {
    return ack;
  }

  /** When it last made progress, or began to owe some. */
  long progressNanos() {
    return progressNanos;
  }

  /** It owes nothing now: what it will owe, it owes from now on. */
  void owesNothing(long nanoTime) {
    progressNanos = nanoTime;
  }

  LogPlace place() {
    return place;
  }

  void place(LogPlace next) {
    place = next;
  }

  /** Whether a read for it is under way. */
  boolean reading() {
    return reading;
  }

  void reading(boolean now) {
    reading = now;
  }

  Optional<CopyFiles.TablesSnapshot> loading() {
    return loading;
  }

  void loading(CopyFiles.TablesSnapshot snapshot) {
    loading = Optional.of(snapshot);
  }

  void closeLoading() {
    loading.ifPresent(CopyFiles.TablesSnapshot::close);
    loading = Optional.empty();
  }

  ReplicaStatus.PeerStatus status(long decidedSn) {
    ReplicaStatus.Connection connection =
        link.isEmpty()
            ? ReplicaStatus.Connection.ABSENT
            : counts() && phase == Phase.LIVE
                ? ReplicaStatus.Connection.IN_SYNC
                : ReplicaStatus.Connection.SYNCHRONISING;
    Optional<ReplicaStatus.Progress> progress =
        connection == ReplicaStatus.Connection.SYNCHRONISING
            ? Optional.of(
                new ReplicaStatus.Progress(
                    Math.max(0, decidedSn - ack.memorySn()),
                    ack.missingBytes(),
                    ack.fetchedBytes(),
                    rate.perSecond()))
            : Optional.empty();
    return new ReplicaStatus.PeerStatus(
        connection, ack.memorySn(), outstanding, ack.fetchedBytes(), progress);
  }
}
