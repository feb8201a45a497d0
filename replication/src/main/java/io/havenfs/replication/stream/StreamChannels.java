package io.havenfs.replication.stream;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;

/** What connections that carry frames have in common, whoever opens them. */
public final class StreamChannels {
  /** Bytes under way beyond which bulk waits. */
  public static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(2 << 20, 4 << 20);

  private StreamChannels() {}

  /**
   * Prepares a channel that will have a {@link StreamHandler}; to be called when it is initialised,
   * before it reads anything. Megabytes of payload want memory that is pooled whatever its size.
   */
  public static void prepare(Channel channel) {
    channel
        .config()
        .setWriteBufferWaterMark(WATER_MARK)
        .setAllocator(PooledByteBufAllocator.DEFAULT)
        .setRecvByteBufAllocator(new StreamReceiver());
  }
}
