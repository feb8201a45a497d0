package io.havenfs.replication.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which buffer a connection receives into next: one of an ordinary size until there is a
 * {@link FrameReader} to ask. One per connection, on its loop.
 */
final class StreamReceiver extends DefaultMaxMessagesRecvByteBufAllocator {
  /** Reads from one connection before what was read is handed over. */
  private static final int READS_PER_TURN = 16;

  private static final int ORDINARY_BYTES = 64 << 10;

  private final Receiving receiving = new Receiving();
  private @Nullable FrameReader reader;

  StreamReceiver() {
    super(READS_PER_TURN);
  }

  /** From now on, what arrives is frames. */
  void receiveFor(FrameReader frames) {
    reader = frames;
  }

  @Override
  public MaxMessageHandle newHandle() {
    return receiving;
  }

  private final class Receiving extends MaxMessageHandle {
    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      FrameReader frames = reader;
      return frames == null ? allocator.directBuffer(ORDINARY_BYTES) : frames.receiveBuffer();
    }

    @Override
    public int guess() {
      return ORDINARY_BYTES;
    }
  }
}
