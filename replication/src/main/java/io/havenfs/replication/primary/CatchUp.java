package io.havenfs.replication.primary;

import io.havenfs.engine.core.CopyFiles;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.core.ShippedEntry;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EpochRun;
import io.havenfs.engine.log.LogPlace;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.Turns;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings peers up to date: finds where their history leaves this copy's, sends entries from the log
 * or, when it does not reach back that far, the tables. Peers that are not in sync wait for their
 * turn, or for a command. Owned by the sequencer; what waits for the disk is done beside it.
 */
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final int READ_BYTES = 1 << 20;

  private final Sequencer sequencer;
  private final CopyFiles files;
  private final Supplier<ReplicationLimits> limits;
  private final Turns turns;
  private final TablesTransfer tables;
  private final Consumer<Peer> fed;
  private final Consumer<Peer> hangUp;
  private final Set<String> allowed = new HashSet<>();
  private final Set<String> distrusted = new HashSet<>();
  private FileRanges doubtful = new FileRanges();
  private boolean automatically = true;

  /**
   * @param turns at being brought up to date
   * @param fed told when a peer got what it can get now
   * @param hangUp ends a peer's connection
   */
  CatchUp(
      Sequencer sequencer,
      Supplier<ReplicationLimits> limits,
      Turns turns,
      Consumer<Peer> fed,
      Consumer<Peer> hangUp) {
    this.sequencer = sequencer;
    this.files = sequencer.files();
    this.limits = limits;
    this.turns = turns;
    this.tables = new TablesTransfer(sequencer, this::feed);
    this.fed = fed;
    this.hangUp = hangUp;
  }

  /** Whether peers that are behind are brought up to date without being told. */
  void automatically(boolean now) {
    automatically = now;
  }

  /** The peer's tables are worth nothing, whatever it says of them. */
  void distrust(String peer) {
    distrusted.add(peer);
  }

  /** What every peer has to fetch once, because this copy may have lost it. */
  void doubtful(FileRanges ranges) {
    doubtful = ranges;
  }

  /** Whatever is said of others, this peer may be brought up to date. */
  void allow(String peer) {
    allowed.add(peer);
  }

  /** A peer said what it has. */
  void greeted(Peer peer, Frame.Tail tail) throws IOException {
    peer.held(tail);
    beginIfMay(peer, tail);
  }

  /** Who is in sync is waited for, so nothing may keep it waiting. */
  private void beginIfMay(Peer peer, Frame.Tail tail) throws IOException {
    boolean wanted = automatically || allowed.contains(peer.name());
    if ((peer.inView() && !peer.mustGo()) || (wanted && turns.take(peer))) {
      begin(peer, tail);
    }
  }

  /** Goes on with a peer that is behind, as far as may be now. */
  void proceed(Peer peer) throws IOException {
    if (peer.phase() == Peer.Phase.HELD) {
      beginIfMay(peer, peer.heldTail());
    }
    feed(peer);
  }

  /** A peer acknowledged something. */
  void acknowledged(Peer peer) {
    if (peer.phase() == Peer.Phase.LIVE && peer.ack().whole()) {
      turns.give(peer);
    }
    feed(peer);
  }

  /** A peer's connection has ended. */
  void gone(Peer peer) {
    turns.give(peer);
  }

  private void begin(Peer peer, Frame.Tail tail) throws IOException {
    Link link = peer.link().orElseThrow();
    boolean trusted = tail.tables() && !distrusted.remove(peer.name());
    boolean sharesHistory = trusted && isHere(tail.appliedSn(), tail.appliedEpoch());
    long common = sharesHistory ? common(tail) : 0;
    if (sharesHistory && common + 1 >= files.firstSn()) {
      peer.phase(Peer.Phase.CATCHING_UP);
      peer.startAfter(common);
      link.send(new Frame.Resume(common));
      feed(peer);
    } else {
      tables.load(peer, sharesHistory ? files.changedSince(tail.appliedSn()) : Optional.empty());
    }
    link.flush();
  }

  /** Whether entry {@code sn} of {@code epoch} is in this copy's history. */
  private boolean isHere(long sn, long epoch) {
    if (sn == 0) {
      return true;
    }
    if (!sequencer.mayShare(sn, epoch)) {
      return false;
    }
    long here = sequencer.replica().epochOf(sn);
    // Of an entry that only tables remember the epoch may be unknown; the log is too short then.
    return sn <= sequencer.replica().decidedSn() && (here == epoch || (here == 0 && epoch != 0));
  }

  /** The last entry that both have: two entries of one epoch and number are the same. */
  private long common(Frame.Tail tail) {
    long common = tail.appliedSn();
    long last = sequencer.replica().decidedSn();
    for (EpochRun run : tail.runs()) {
      for (long sn = Math.max(run.firstSn(), common + 1); sn <= run.lastSn(); sn++) {
        if (sn > last || sequencer.replica().epochOf(sn) != run.epoch()) {
          return common;
        }
        common = sn;
      }
    }
    return common;
  }

  // ---- entries

  void send(Peer peer, ShippedEntry entry, long nanoTime) {
    peer.sent(entry.sn(), entry.bytes(), nanoTime);
    peer.link()
        .ifPresentOrElse(
            link -> link.send(new Frame.Append(sequencer.replica().appliedSn(), entry)),
            entry::release);
  }

  /** Sends a peer that is behind what may be sent now. */
  private void feed(Peer peer) {
    if (peer.phase() == Peer.Phase.LOADING) {
      tables.sendRows(peer);
    }
    if (peer.phase() != Peer.Phase.CATCHING_UP || peer.reading()) {
      return;
    }
    if (peer.sentSn() >= sequencer.replica().appliedSn()) {
      goLive(peer);
    } else if (peer.outstanding() < limits.get().catchUpBytes()) {
      readLog(peer);
    }
  }

  private void goLive(Peer peer) {
    long now = sequencer.ports().time().nanoTime();
    peer.phase(Peer.Phase.LIVE);
    peer.owesNothing(now);
    peer.link()
        .ifPresent(
            link -> {
              if (!doubtful.isEmpty()) {
                TablesTransfer.sendRanges(link, doubtful);
              }
              link.send(new Frame.Live());
            });
    sequencer.replica().tailBehind(peer.sentSn()).forEach(entry -> send(peer, entry, now));
    peer.link()
        .ifPresent(
            link -> {
              link.send(new Frame.Commit(sequencer.replica().appliedSn()));
              link.flush();
            });
    fed.accept(peer);
  }

  private void readLog(Peer peer) {
    peer.reading(true);
    Link link = peer.link().orElseThrow();
    LogPlace from = peer.place();
    long last = sequencer.replica().appliedSn();
    List<ShippedEntry> read = new ArrayList<>();
    List<LogPlace> next = new ArrayList<>();
    sequencer
        .ports()
        .background(
            () ->
                files
                    .readLog(
                        from,
                        READ_BYTES,
                        (epoch, sn, durability, body) -> {
                          if (sn <= last) {
                            ByteBuf copy =
                                PooledByteBufAllocator.DEFAULT.directBuffer(body.readableBytes());
                            copy.writeBytes(body, body.readerIndex(), body.readableBytes());
                            read.add(
                                new ShippedEntry(epoch, sn, durability, copy, List.of(), false));
                          }
                        })
                    .ifPresent(next::add),
            () -> readFromLog(peer, link, read, next));
  }

  private void readFromLog(Peer peer, Link link, List<ShippedEntry> read, List<LogPlace> next) {
    if (!peer.has(link)) {
      read.forEach(ShippedEntry::release); // another connection, or none
      return;
    }
    peer.reading(false);
    if (next.isEmpty()) {
      LOG.info(
          "{} needs entry {}, which is not in the log any more", peer.name(), peer.place().sn());
      read.forEach(ShippedEntry::release);
      hangUp.accept(peer);
      return;
    }
    long now = sequencer.ports().time().nanoTime();
    read.forEach(entry -> send(peer, entry, now));
    LogPlace at = next.getFirst();
    peer.place(at.sn() > peer.sentSn() + 1 ? LogPlace.before(peer.sentSn() + 1) : at);
    link.flush();
    feed(peer);
  }
}
