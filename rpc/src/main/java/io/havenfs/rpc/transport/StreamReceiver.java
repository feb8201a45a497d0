package io.havenfs.rpc.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Decides which buffer a stream receives into next, and how often before the event loop turns to
 * another channel. One per connection, on its loop.
 */
final class StreamReceiver implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {
  /** Reads from one connection before the loop turns to the next. */
  static final int READS_PER_TURN = 8;

  private final StreamConnection connection;
  private int reads;
  private int attempted;
  private int last;
  private ChannelConfig config;

  StreamReceiver(StreamConnection connection, ChannelConfig config) {
    this.connection = connection;
    this.config = config;
  }

  @Override
  public StreamReceiver newHandle() {
    return this;
  }

  @Override
  public ByteBuf allocate(ByteBufAllocator allocator) {
    return connection.receiveBuffer();
  }

  @Override
  public int guess() {
    return LoopContext.RECEIVE_BYTES;
  }

  @Override
  public void reset(ChannelConfig current) {
    config = current;
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
