package io.havenfs.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The watching end of a lifeline: told when the process at the other end has ended. */
final class LifelineWatcher extends ChannelInboundHandlerAdapter {
  private final Runnable ended;
  private boolean armed;
  private boolean broken;

  LifelineWatcher(Runnable ended) {
    this.ended = ended;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      armed |= in.isReadable() && in.readByte() == LifelineCaller.ARMED;
    } finally {
      in.release();
    }
  }

  /** A reset, or whatever else is no orderly end. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken = true;
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (armed && !broken) {
      ended.run();
    }
  }
}
