package io.havenfs.replication.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which buffer a connection receives into next: one of an ordinary size until there is a
 * {@link FrameReader} to ask. One per connection, on its loop.
 */
final class StreamReceiver implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {
  /** Reads from one connection before what was read is handed over. */
  private static final int READS_PER_TURN = 16;

  private static final int ORDINARY_BYTES = 64 << 10;

  private final ChannelConfig config;
  private @Nullable FrameReader reader;
  private int reads;
  private int attempted;
  private int last;

  StreamReceiver(ChannelConfig config) {
    this.config = config;
  }

  /** From now on, what arrives is frames. */
  void receiveFor(FrameReader frames) {
    reader = frames;
  }

  @Override
  public StreamReceiver newHandle() {
    return this;
  }

  @Override
  public ByteBuf allocate(ByteBufAllocator allocator) {
    FrameReader frames = reader;
    return frames == null ? allocator.directBuffer(ORDINARY_BYTES) : frames.receiveBuffer();
  }

  @Override
  public int guess() {
    return ORDINARY_BYTES;
  }

  @Override
  public void reset(ChannelConfig current) {
    reads = 0;
  }

  @Override
  public void incMessagesRead(int messages) {
    reads += messages;
  }

  @Override
  public void lastBytesRead(int bytes) {
    last = bytes;
  }

  @Override
  public int lastBytesRead() {
    return last;
  }

  @Override
  public void attemptedBytesRead(int bytes) {
    attempted = bytes;
  }

  @Override
  public int attemptedBytesRead() {
    return attempted;
  }

  @Override
  public boolean continueReading() {
    return mayContinue() && last == attempted;
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
    return mayContinue() && maybeMore.get();
  }

  private boolean mayContinue() {
    return config.isAutoRead() && last > 0 && reads < READS_PER_TURN;
  }

  @Override
  public void readComplete() {
    // Sizes do not adapt: there is nothing to learn from a turn.
  }
}
