package io.havenfs.replication.primary;

import io.havenfs.engine.core.CopyFiles;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends peers the tables, where the log does not reach back. Owned by the sequencer. */
final class TablesTransfer {
  private static final Logger LOG = LoggerFactory.getLogger(TablesTransfer.class);
  private static final int ROWS_BYTES = 256 << 10;
  private static final int RANGES_PER_FRAME = 4096;

  private final Sequencer sequencer;
  private final Consumer<Peer> sent;

  /**
   * @param sent told when rows were sent, perhaps the last
   */
  TablesTransfer(Sequencer sequencer, Consumer<Peer> sent) {
    this.sequencer = sequencer;
    this.sent = sent;
  }

  /** Begins; {@code changed} is what is known to differ of the file data, or everything does. */
  void load(Peer peer, Optional<FileRanges> changed) {
    Link link = peer.link().orElseThrow();
    long sn = sequencer.replica().appliedSn();
    LOG.info(
        "{} gets the tables as of entry {}, and {} of the file data",
        peer.name(),
        sn,
        changed.isPresent() ? "what changed" : "all");
    peer.phase(Peer.Phase.LOADING);
    peer.startAfter(sn);
    peer.loading(sequencer.files().snapshot());
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
            () -> sequencer.files().dataIds().forEach(id -> all.add(id, 0, FileRanges.END)),
            () -> {
              if (peer.has(link)) {
                peer.reading(false);
                sendRanges(link, all);
                sendRows(peer);
              }
            });
  }

  /** Tells which parts of data files are to be fetched. */
  static void sendRanges(Link link, FileRanges ranges) {
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

  /** Sends more rows, if more may be sent. */
  void sendRows(Peer peer) {
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
    sent.accept(peer);
  }
}
