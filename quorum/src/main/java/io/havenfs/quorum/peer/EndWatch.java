package io.havenfs.quorum.peer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Tells the end of a connection's data (a FIN came) from every other way in which a connection
 * goes. First in the pipeline, next to the socket, so that it sees what the socket says and not
 * what TLS makes of it; half closure is allowed, as only then Netty tells of a FIN. A broken
 * connection ends too, after its exception.
 */
final class EndWatch extends ChannelInboundHandlerAdapter {
  private final LongConsumer onEnd;
  private OptionalLong process = OptionalLong.empty();
  private boolean broken;

  /**
   * @param onEnd told which process has ended
   */
  EndWatch(LongConsumer onEnd) {
    this.onEnd = onEnd;
  }

  /** Watches {@code channel}, in which nothing is yet. */
  void prepare(Channel channel) {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().addFirst(this);
  }

  /** The other side is that process. Before it is known, an end says nothing. */
  void greeted(long incarnation) {
    process = OptionalLong.of(incarnation);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken = true;
    var _ = context.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      if (!broken) {
        process.ifPresent(onEnd);
      }
      var _ = context.close();
    } else {
      context.fireUserEventTriggered(event);
    }
  }
}
