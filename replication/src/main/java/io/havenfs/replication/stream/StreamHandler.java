package io.havenfs.replication.stream;

import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts frames out of what arrives, and hands them over when there is nothing more to read for now.
 * One for each connection; added to the pipeline once bytes are frames.
 */
public final class StreamHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);

  /** Frames up to this size are given their memory as soon as their length is known. */
  private static final int AT_ONCE_BYTES = 2 << 20;

  private static final int SMALLEST_READ_BYTES = 4 << 10;
  private static final int FIRST_READ_BYTES = 64 << 10;
  private static final int LARGEST_READ_BYTES = 512 << 10;

  private final StreamEvents events;
  private List<Frame> frames = new ArrayList<>();
  private @Nullable ChannelLink link;
  private boolean closed;

  /** What is there of the next frame, its length first; grows once that is known. */
  private @Nullable ByteBuf partial;

  public StreamHandler(StreamEvents events) {
    this.events = events;
  }

  /** The connection never came. */
  public void failed() {
    if (!closed) {
      closed = true;
      events.closed();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context
        .channel()
        .config()
        .setRecvByteBufAllocator(
            new AdaptiveRecvByteBufAllocator(
                SMALLEST_READ_BYTES, FIRST_READ_BYTES, LARGEST_READ_BYTES));
    if (context.channel().isActive()) {
      open(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    open(context);
  }

  private void open(ChannelHandlerContext context) {
    if (link == null) {
      link = new ChannelLink(context.channel());
      events.opened(link);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      while (in.isReadable()) {
        if (partial == null && isWhole(in)) {
          frames.add(FrameCodec.decode(in.readSlice(checked(in.readInt()))));
        } else {
          collect(context, in);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      LOG.warn("{} sent no frame: {}", context.channel().remoteAddress(), malformed.toString());
      var _ = context.close();
    } finally {
      in.release();
    }
  }

  private static boolean isWhole(ByteBuf in) {
    return in.readableBytes() >= FrameCodec.LENGTH_BYTES
        && in.readableBytes() - FrameCodec.LENGTH_BYTES >= in.getInt(in.readerIndex());
  }

  private static int checked(int length) {
    if (length < 1 || length > FrameCodec.MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("a frame of " + length + " bytes");
    }
    return length;
  }

  private void collect(ChannelHandlerContext context, ByteBuf in) {
    ByteBuf buffer = partial;
    if (buffer == null) {
      buffer = context.alloc().directBuffer(FrameCodec.LENGTH_BYTES);
      partial = buffer;
    }
    move(in, buffer, FrameCodec.LENGTH_BYTES);
    if (buffer.writerIndex() < FrameCodec.LENGTH_BYTES) {
      return;
    }
    int whole = FrameCodec.LENGTH_BYTES + checked(buffer.getInt(0));
    // For a claim beyond the usual, memory is taken only as fast as its bytes arrive.
    int atOnce = Math.max(AT_ONCE_BYTES, Math.max(in.readableBytes(), buffer.writerIndex()));
    buffer.ensureWritable(Math.min(whole - buffer.writerIndex(), atOnce));
    move(in, buffer, whole);
    if (buffer.writerIndex() == whole) {
      partial = null;
      try {
        frames.add(FrameCodec.decode(buffer.skipBytes(FrameCodec.LENGTH_BYTES)));
      } finally {
        buffer.release();
      }
    }
  }

  /** Moves bytes until {@code buffer} holds {@code size} or {@code in} is empty. */
  private static void move(ByteBuf in, ByteBuf buffer, int size) {
    int count = Math.min(in.readableBytes(), size - buffer.writerIndex());
    if (count > 0) {
      buffer.writeBytes(in, Math.min(count, Math.max(buffer.writableBytes(), 1)));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    deliver();
    context.fireChannelReadComplete();
  }

  private void deliver() {
    if (!frames.isEmpty() && link != null) {
      List<Frame> batch = frames;
      frames = new ArrayList<>();
      events.received(link, batch);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    deliver();
    if (partial != null) {
      partial.release();
      partial = null;
    }
    failed();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.info("connection to {}: {}", context.channel().remoteAddress(), cause.toString());
    var _ = context.close();
  }
}
