package io.havenfs.quorum.peer;

import io.havenfs.quorum.model.NodeId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes accepted connections into greeted ones and hands each to whom it is for. A child handler
 * for Netty's server bootstrap; may be used for all connections of a port.
 */
public final class PeerAcceptor extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(PeerAcceptor.class);
  private static final int HELLO_SECONDS = 10;

  private final UUID cluster;
  private final NodeId self;
  private final long incarnation;
  private final Optional<SslContext> tls;
  private final Map<PeerPurpose, PeerService> services;

  /**
   * @param tls for servers, which asks for a certificate but does without one (a node that joins
   *     has none yet); none to do without TLS
   * @param services who gets connections, by purpose; others are refused. {@link
   *     PeerPurpose#LIFELINE} needs none: it is just kept open
   */
  public PeerAcceptor(
      UUID cluster,
      NodeId self,
      long incarnation,
      Optional<SslContext> tls,
      Map<PeerPurpose, PeerService> services) {
    this.cluster = cluster;
    this.self = self;
    this.incarnation = incarnation;
    this.tls = tls;
    this.services = Map.copyOf(services);
  }

  @Override
  protected void initChannel(Channel channel) {
    tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
    channel
        .pipeline()
        .addLast(new ReadTimeoutHandler(HELLO_SECONDS), PeerFrames.decoder(), new Greeter());
  }

  private final class Greeter extends SimpleChannelInboundHandler<ByteBuf> {
    private boolean refused;

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      try {
        PeerHello hello = PeerHello.readFrom(frame);
        Optional<String> objection = objection(context.channel(), hello);
        if (objection.isPresent()) {
          refuse(context, objection.get());
        } else {
          welcome(context, hello);
        }
      } catch (PeerException e) {
        refuse(context, String.valueOf(e.getMessage()));
      }
    }

    private Optional<String> objection(Channel channel, PeerHello hello) {
      Optional<NodeId> certified = PeerCertificates.node(channel);
      if (tls.isPresent() && certified.isEmpty() && hello.purpose() != PeerPurpose.JOIN) {
        return Optional.of("node " + hello.node() + " shows no certificate of this cluster");
      }
      Optional<String> objection = PeerGate.objection(hello, cluster, certified);
      PeerService service = services.get(hello.purpose());
      if (objection.isPresent() || hello.purpose() == PeerPurpose.LIFELINE) {
        return objection;
      }
      return service == null
          ? Optional.of("node " + self + " takes no connections for " + hello.purpose())
          : service.objection(hello);
    }

    private void refuse(ChannelHandlerContext context, String why) {
      refused = true;
      LOG.warn("{} is refused: {}", context.channel().remoteAddress(), why);
      var _ = send(context, new PeerAnswer.Refusal(why)).addListener(ChannelFutureListener.CLOSE);
    }

    private void welcome(ChannelHandlerContext context, PeerHello hello) {
      Channel channel = context.channel();
      channel.pipeline().remove(ReadTimeoutHandler.class);
      var _ = send(context, new PeerAnswer.Welcome(self, incarnation));
      PeerService service = services.get(hello.purpose());
      if (service == null) {
        channel.pipeline().addFirst(new LifelineGuard());
        channel.pipeline().replace(this, "lifeline", new Idle());
        PeerDialer.dropFrames(channel);
        return;
      }
      service.connected(hello, channel);
      channel.pipeline().remove(this);
      PeerDialer.dropFrames(channel);
    }

    private ChannelFuture send(ChannelHandlerContext context, PeerAnswer answer) {
      ByteBuf out = PeerFrames.begin(context.alloc().buffer());
      answer.writeTo(out);
      return context.writeAndFlush(PeerFrames.end(out));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
        broken(context, handshake.cause());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      broken(context, cause);
    }

    /** Whoever connects and goes without a word, as load balancers do to see a port, is no news. */
    private void broken(ChannelHandlerContext context, Throwable cause) {
      if (!refused) {
        refused = true;
        if (cause instanceof ClosedChannelException) {
          LOG.debug("{} went again", context.channel().remoteAddress(), cause);
        } else {
          LOG.warn(
              "{} is refused: {}",
              context.channel().remoteAddress(),
              Breakages.words(cause, tls.isPresent()));
        }
      }
      var _ = context.close();
    }
  }

  /**
   * Has a lifeline reset by whatever in this process closes it. An orderly end is left to what ends
   * the process: the kernel, or the event loops when they shut down, which ask no handler.
   */
  private static final class LifelineGuard extends ChannelOutboundHandlerAdapter {
    private static final int RESET = 0;

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
      context.channel().config().setOption(ChannelOption.SO_LINGER, RESET);
      var _ = context.close(promise);
    }
  }
}
