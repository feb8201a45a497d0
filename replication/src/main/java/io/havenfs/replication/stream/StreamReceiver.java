package io.havenfs.replication.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which buffer a connection receives into next: one of an ordinary size until there is a
 * {@link FrameReader} to ask, or, with TLS, one that a TLS handler does well with. One per
 * connection, on its loop.
 */
final class StreamReceiver extends DefaultMaxMessagesRecvByteBufAllocator {
  /** Reads from one connection before what was read is handed over. */
  private static final int READS_PER_TURN = 16;

  private static final int ORDINARY_BYTES = 64 << 10;

  /** While a connection fills what it receives into. */
  private static final int BULK_BYTES = 512 << 10;

  private final Receiving receiving = new Receiving();
  private @Nullable FrameReader reader;
  private boolean encrypted;
  private boolean bulk;

  StreamReceiver() {
    super(READS_PER_TURN);
  }

  /** From now on, what arrives is frames. */
  void receiveFor(FrameReader frames) {
    reader = frames;
  }

  /** From now on, what arrives is TLS records with frames, for a {@link TlsCumulator}. */
  void receiveEncrypted() {
    encrypted = true;
  }

  @Override
  public MaxMessageHandle newHandle() {
    return receiving;
  }

  private final class Receiving extends MaxMessageHandle {
    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      FrameReader frames = reader;
      if (encrypted) {
        return TlsCumulator.receiveBuffer(allocator, guess());
      }
      return frames == null ? allocator.directBuffer(ORDINARY_BYTES) : frames.receiveBuffer();
    }

    @Override
    public void lastBytesRead(int bytes) {
      bulk = bytes == attemptedBytesRead();
      super.lastBytesRead(bytes);
    }

    @Override
    public int guess() {
      return encrypted && bulk ? BULK_BYTES : ORDINARY_BYTES;
    }
  }
}
