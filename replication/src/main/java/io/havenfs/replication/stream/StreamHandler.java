package io.havenfs.replication.stream;

import io.havenfs.replication.frame.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts frames out of what arrives, and hands them over when there is nothing more to read for now.
 * One for each connection, which was {@linkplain StreamChannels#prepare prepared}; added to the
 * pipeline once bytes are frames.
 */
public final class StreamHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);

  private final StreamEvents events;
  private List<Frame> frames = new ArrayList<>();
  private @Nullable FrameReader reader;
  private @Nullable ChannelLink link;
  private boolean closed;

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
    FrameReader added = new FrameReader(context.alloc(), frame -> frames.add(frame));
    reader = added;
    if (context.channel().config().getRecvByteBufAllocator() instanceof StreamReceiver own) {
      SslHandler tls = context.pipeline().get(SslHandler.class);
      if (tls == null) {
        own.receiveFor(added);
      } else {
        own.receiveEncrypted();
        tls.setCumulator(TlsCumulator.INSTANCE);
      }
    }
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
    FrameReader frameReader = reader;
    if (frameReader == null) {
      in.release();
      return;
    }
    try {
      frameReader.received(in);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      LOG.warn("{} sent no frame: {}", context.channel().remoteAddress(), malformed.toString());
      frameReader.close();
      var _ = context.close();
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
    failed();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (reader != null) {
      reader.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.info("connection to {}: {}", context.channel().remoteAddress(), cause.toString());
    var _ = context.close();
  }
}
