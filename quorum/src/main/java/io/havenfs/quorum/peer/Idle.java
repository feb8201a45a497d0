package io.havenfs.quorum.peer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of a lifeline, on both sides: reads and drops what comes, which is a mistake and
 * unread would turn the end into a reset; and gives up a connection that TLS cannot read any more.
 */
final class Idle extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Idle.class);

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.info("a lifeline to {} broke: {}", context.channel().remoteAddress(), cause.toString());
    var _ = context.close();
  }
}
