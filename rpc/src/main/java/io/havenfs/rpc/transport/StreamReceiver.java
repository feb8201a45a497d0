package io.havenfs.rpc.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Decides which buffer a stream receives into next, and how often before the event loop turns to
 * another channel. One per connection, on its loop.
 */
final class StreamReceiver extends DefaultMaxMessagesRecvByteBufAllocator {
  /** Reads from one connection before the loop turns to the next. */
  static final int READS_PER_TURN = 8;

  private final StreamConnection connection;
  private final Receiving receiving = new Receiving();

  StreamReceiver(StreamConnection connection) {
    super(READS_PER_TURN);
    this.connection = connection;
  }

  @Override
  public MaxMessageHandle newHandle() {
    return receiving;
  }

  private final class Receiving extends MaxMessageHandle {
    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      return connection.receiveBuffer();
    }

    @Override
    public int guess() {
      return LoopContext.RECEIVE_BYTES;
    }
  }
}
