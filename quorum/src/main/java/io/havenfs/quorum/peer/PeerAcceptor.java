package io.havenfs.quorum.peer;

import io.havenfs.quorum.model.NodeId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.ReadTimeoutHandler;
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
      if (hello.purpose() != PeerPurpose.LIFELINE && !services.containsKey(hello.purpose())) {
        return Optional.of("node " + self + " takes no connections for " + hello.purpose());
      }
      return PeerGate.objection(hello, cluster, certified);
    }

    private void refuse(ChannelHandlerContext context, String why) {
      LOG.warn("refused a connection from {}: {}", context.channel().remoteAddress(), why);
      var _ = send(context, new PeerAnswer.Refusal(why)).addListener(ChannelFutureListener.CLOSE);
    }

    private void welcome(ChannelHandlerContext context, PeerHello hello) {
      Channel channel = context.channel();
      channel.pipeline().remove(ReadTimeoutHandler.class);
      var _ = send(context, new PeerAnswer.Welcome(self, incarnation));
      PeerService service = services.get(hello.purpose());
      if (service == null) {
        // Whatever comes on a lifeline is a mistake, and would be unread when the process ends.
        channel.pipeline().replace(this, "lifeline", new Idle());
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
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.info("a connection from {} broke", context.channel().remoteAddress(), cause);
      var _ = context.close();
    }
  }

  /** A lifeline's accepted end: kept open, whatever comes is dropped. */
  private static final class Idle extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      LOG.debug("{} bytes on a lifeline", frame.readableBytes());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
