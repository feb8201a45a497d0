package io.havenfs.replication.primary;

import io.havenfs.engine.core.CopyFiles;
import io.havenfs.engine.core.Sequencer;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts of data files, and their sums, for peers that ask. Owned by the sequencer. */
final class DataAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(DataAnswers.class);

  /** The largest part of a file that one request may ask for. */
  private static final int MAX_FETCH_BYTES = 16 << 20;

  private final Sequencer sequencer;
  private final Consumer<Peer> hangUp;

  /**
   * @param hangUp ends a peer's connection
   */
  DataAnswers(Sequencer sequencer, Consumer<Peer> hangUp) {
    this.sequencer = sequencer;
    this.hangUp = hangUp;
  }

  /** A peer asks for a part of a data file. */
  void fetch(Peer peer, Frame.Fetch wanted) {
    Link link = peer.link().orElseThrow();
    if (wanted.offset() < 0 || wanted.length() < 1 || wanted.length() > MAX_FETCH_BYTES) {
      LOG.warn("{} asks for {} bytes at {}", peer.name(), wanted.length(), wanted.offset());
      hangUp.accept(peer);
      return;
    }
    long asOf = sequencer.replica().appliedSn();
    ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(wanted.length());
    long[] nextData = {-1};
    sequencer
        .ports()
        .background(
            () -> {
              CopyFiles files = sequencer.files();
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
