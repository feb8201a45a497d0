package io.havenfs.replication.primary;

import io.havenfs.engine.core.CopyFiles;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.core.ShippedEntry;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EpochRun;
import io.havenfs.engine.log.LogPlace;
import io.havenfs.replication.ReplicationLimits;
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
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings peers up to date: finds where their history leaves this copy's, sends entries from the log
 * or, when it does not reach back that far, the tables; and the file data they ask for. Owned by
 * the sequencer; what waits for the disk is done beside it.
 */
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final int READ_BYTES = 1 << 20;
  private static final int ROWS_BYTES = 256 << 10;
  private static final int RANGES_PER_FRAME = 4096;

  /** The largest part of a file that one request may ask for. */
  private static final int MAX_FETCH_BYTES = 16 << 20;

  private final Sequencer sequencer;
  private final CopyFiles files;
  private final ReplicationLimits limits;
  private final Consumer<Peer> fed;
  private final Set<String> allowed = new HashSet<>();
  private final Set<String> distrusted = new HashSet<>();
  private FileRanges doubtful = new FileRanges();
  private boolean automatically = true;

  CatchUp(Sequencer sequencer, ReplicationLimits limits, Consumer<Peer> fed) {
    this.sequencer = sequencer;
    this.files = sequencer.files();
    this.limits = limits;
    this.fed = fed;
  }

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

  void allow(String peer) {
    allowed.add(peer);
  }

  boolean allows(Peer peer) {
    return automatically || peer.inView() || allowed.contains(peer.name());
  }

  /** A peer said what it has. */
  void begin(Peer peer, Frame.Tail tail) throws IOException {
    Link link = peer.link().orElseThrow();
    if (!allows(peer)) {
      peer.phase(Peer.Phase.HELD);
      return;
    }
    boolean trusted = tail.tables() && !distrusted.remove(peer.name());
    boolean sharesHistory = trusted && isHere(tail.appliedSn(), tail.appliedEpoch());
    long common = sharesHistory ? common(tail) : 0;
    if (sharesHistory && common + 1 >= files.firstSn()) {
      peer.phase(Peer.Phase.CATCHING_UP);
      peer.startAfter(common);
      link.send(new Frame.Resume(common));
      feed(peer);
    } else {
      load(peer, sharesHistory ? files.changedSince(tail.appliedSn()) : Optional.empty());
    }
    link.flush();
  }

  /** Whether entry {@code sn} of {@code epoch} is in this copy's history. */
  private boolean isHere(long sn, long epoch) {
    if (sn == 0) {
      return true;
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
  void feed(Peer peer) {
    if (peer.phase() == Peer.Phase.LOADING) {
      sendRows(peer);
    }
    if (peer.phase() != Peer.Phase.CATCHING_UP || peer.reading()) {
      return;
    }
    if (peer.sentSn() >= sequencer.replica().appliedSn()) {
      goLive(peer);
    } else if (peer.outstanding() < limits.catchUpBytes()) {
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
                sendRanges(link, doubtful);
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
      link.close();
      peer.disconnected();
      return;
    }
    long now = sequencer.ports().time().nanoTime();
    read.forEach(entry -> send(peer, entry, now));
    LogPlace at = next.getFirst();
    peer.place(at.sn() > peer.sentSn() + 1 ? LogPlace.before(peer.sentSn() + 1) : at);
    link.flush();
    feed(peer);
  }

  // ---- tables

  private void load(Peer peer, Optional<FileRanges> changed) throws IOException {
    Link link = peer.link().orElseThrow();
    long sn = sequencer.replica().appliedSn();
    LOG.info(
        "{} gets the tables as of entry {}, and {} of the file data",
        peer.name(),
        sn,
        changed.isPresent() ? "what changed" : "all");
    peer.phase(Peer.Phase.LOADING);
    peer.startAfter(sn);
    peer.loading(files.snapshot());
    link.send(new Frame.Load(changed.isEmpty()));
    if (changed.isPresent()) {
      sendRanges(link, changed.get());
      sendRows(peer);
      return;
    }
    peer.reading(true);
    FileRanges all = new FileRanges();
    sequencer
        .ports()
        .background(
            () -> files.dataIds().forEach(id -> all.add(id, 0, FileRanges.END)),
            () -> {
              if (peer.has(link)) {
                peer.reading(false);
                sendRanges(link, all);
                sendRows(peer);
              }
            });
  }

  private static void sendRanges(Link link, FileRanges ranges) {
    FileRanges part = new FileRanges();
    int[] count = {0};
    FileRanges[] parts = {part};
    ranges.forEach(
        range -> {
          parts[0].add(range.dataId(), range.from(), range.to());
          if (++count[0] % RANGES_PER_FRAME == 0) {
            link.send(new Frame.Missing(parts[0]));
            parts[0] = new FileRanges();
          }
        });
    link.send(new Frame.Missing(parts[0]));
  }

  private void sendRows(Peer peer) {
    Link link = peer.link().orElseThrow();
    if (peer.reading() || !link.isWritable() || peer.loading().isEmpty()) {
      return;
    }
    peer.reading(true);
    CopyFiles.TablesSnapshot snapshot = peer.loading().get();
    ByteBuf rows = PooledByteBufAllocator.DEFAULT.directBuffer(ROWS_BYTES);
    sequencer
        .ports()
        .background(
            () -> snapshot.read(rows, ROWS_BYTES), () -> rowsRead(peer, link, snapshot, rows));
  }

  private void rowsRead(Peer peer, Link link, CopyFiles.TablesSnapshot snapshot, ByteBuf rows) {
    if (!peer.has(link)) {
      rows.release();
      return;
    }
    peer.reading(false);
    link.send(new Frame.Rows(rows));
    if (snapshot.isFinished()) {
      peer.closeLoading();
      long sn = peer.sentSn();
      link.send(new Frame.Loaded(sn, sequencer.replica().epochOf(sn)));
      peer.phase(Peer.Phase.CATCHING_UP);
    }
    link.flush();
    feed(peer);
  }

  // ---- file data

  /** A peer asks for a part of a data file. */
  void fetch(Peer peer, Frame.Fetch wanted) {
    Link link = peer.link().orElseThrow();
    if (wanted.offset() < 0 || wanted.length() < 1 || wanted.length() > MAX_FETCH_BYTES) {
      LOG.warn("{} asks for {} bytes at {}", peer.name(), wanted.length(), wanted.offset());
      link.close();
      peer.disconnected();
      return;
    }
    long asOf = sequencer.replica().appliedSn();
    ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(wanted.length());
    long[] nextData = {-1};
    sequencer
        .ports()
        .background(
            () -> {
              int count = files.readData(wanted.dataId(), wanted.offset(), wanted.length(), bytes);
              if (count == wanted.length()) {
                nextData[0] = files.nextData(wanted.dataId(), wanted.offset() + count);
              }
            },
            () ->
                fetched(peer, link, wanted, new Frame.Data(wanted.id(), asOf, nextData[0], bytes)));
  }

  private static void fetched(Peer peer, Link link, Frame.Fetch wanted, Frame.Data data) {
    if (!peer.has(link)) {
      data.release();
      return;
    }
    if (wanted.sum()) {
      CRC32C checksum = new CRC32C();
      ByteBuf bytes = data.bytes();
      checksum.update(bytes.nioBuffer());
      link.send(
          new Frame.Sum(
              data.id(), data.asOf(), data.nextData(), bytes.readableBytes(), checksum.getValue()));
      data.release();
    } else {
      link.send(data);
    }
    link.flush();
  }
}
