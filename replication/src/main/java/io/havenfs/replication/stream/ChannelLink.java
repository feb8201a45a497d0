package io.havenfs.replication.stream;

import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.FrameCodec;
import io.havenfs.replication.frame.Link;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection as the sequencer uses it: frames are encoded there into one buffer for small pieces
 * and references to large ones, and written on the event loop.
 */
final class ChannelLink implements Link {
  private static final int INITIAL_BYTES = 4 << 10;

  private final Channel channel;
  private List<ByteBuf> pieces = new ArrayList<>();
  private ByteBuf small;

  /** Up to where {@link #small} is in {@link #pieces}. */
  private int taken;

  private boolean closed;

  ChannelLink(Channel channel) {
    this.channel = channel;
    this.small = channel.alloc().directBuffer(INITIAL_BYTES);
  }

  @Override
  public void send(Frame frame) {
    if (closed) {
      frame.release();
    } else {
      FrameCodec.encode(frame, small, this::addLarge);
    }
  }

  private void addLarge(ByteBuf large) {
    takeSmall();
    pieces.add(large);
  }

  private void takeSmall() {
    if (small.writerIndex() > taken) {
      pieces.add(small.retainedSlice(taken, small.writerIndex() - taken));
      taken = small.writerIndex();
    }
  }

  @Override
  public void flush() {
    if (closed || small.writerIndex() == 0) {
      return;
    }
    takeSmall();
    List<ByteBuf> batch = pieces;
    pieces = new ArrayList<>();
    small.release();
    small = channel.alloc().directBuffer(INITIAL_BYTES);
    taken = 0;
    channel.eventLoop().execute(() -> write(batch));
  }

  private void write(List<ByteBuf> batch) {
    for (ByteBuf piece : batch) {
      var _ = channel.write(piece, channel.voidPromise());
    }
    channel.flush();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void close() {
    if (!closed) {
      flush();
      closed = true;
      pieces.forEach(ByteBuf::release);
      pieces.clear();
      small.release();
      channel.eventLoop().execute(this::closeChannel);
    }
  }

  private void closeChannel() {
    var _ = channel.close();
  }
}
