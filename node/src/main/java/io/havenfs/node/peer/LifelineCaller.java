package io.havenfs.node.peer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;

/**
 * The living end of a lifeline. Connections are made so that closing resets them; once accepted, it
 * is set to end in order, which is then said to the other side.
 */
final class LifelineCaller extends ChannelInboundHandlerAdapter {
  /** Says that from now on the end of the data counts. */
  static final int ARMED = 1;

  private static final int IN_ORDER = -1;
  private static final int RESET = 0;

  private final Runnable gone;

  LifelineCaller(Runnable gone) {
    this.gone = gone;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().config().setOption(ChannelOption.SO_LINGER, IN_ORDER);
    var _ = context.writeAndFlush(context.alloc().buffer(1).writeByte(ARMED));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.channel().config().setOption(ChannelOption.SO_LINGER, RESET);
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone.run();
  }
}
