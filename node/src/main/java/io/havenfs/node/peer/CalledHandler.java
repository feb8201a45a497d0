package io.havenfs.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The called node's side of a preamble. */
final class CalledHandler extends ByteToMessageDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(CalledHandler.class);

  private final Function<Preamble, ChannelHandler> reception;

  /**
   * @param reception what handles an accepted connection; throws IllegalArgumentException, with the
   *     reason, for one that is refused
   */
  CalledHandler(Function<Preamble, ChannelHandler> reception) {
    this.reception = reception;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    try {
      Optional<Preamble> preamble = Preamble.decode(in);
      if (preamble.isPresent()) {
        ChannelHandler next = reception.apply(preamble.get());
        var _ = context.writeAndFlush(context.alloc().buffer(1).writeByte(Preamble.ACCEPTED));
        context.pipeline().addLast(next);
        context.pipeline().remove(this);
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("{} is refused: {}", context.channel().remoteAddress(), e.getMessage());
      in.skipBytes(in.readableBytes());
      ByteBuf reason = ByteBufUtil.writeUtf8(context.alloc(), String.valueOf(e.getMessage()));
      context.writeAndFlush(reason).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
    var _ = context.close();
  }
}
