package io.havenfs.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caller's side of a preamble: gives way to another handler when it has been accepted. */
final class CallingHandler extends ByteToMessageDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(CallingHandler.class);

  private final Preamble preamble;
  private final ChannelHandler next;
  private final Runnable failed;
  private boolean accepted;

  /**
   * @param next added to the pipeline when the connection is accepted
   * @param failed run, instead, when it ends before that
   */
  CallingHandler(Preamble preamble, ChannelHandler next, Runnable failed) {
    this.preamble = preamble;
    this.next = next;
    this.failed = failed;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf out = context.alloc().buffer(Preamble.MAX_BYTES);
    preamble.encode(out);
    var _ = context.writeAndFlush(out);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.getByte(in.readerIndex()) == Preamble.ACCEPTED) {
      in.skipBytes(1);
      accepted = true;
      context.pipeline().addLast(next);
      context.pipeline().remove(this);
    } else if (in.readableBytes() > Preamble.MAX_BYTES) {
      var _ = context.close();
    }
  }

  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (!accepted) {
      if (in.isReadable()) {
        LOG.warn(
            "{} refuses this node: {}",
            context.channel().remoteAddress(),
            in.readCharSequence(in.readableBytes(), StandardCharsets.UTF_8));
      }
      failed.run();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
    var _ = context.close();
  }
}
