package io.havenfs.quorum.peer;

import io.havenfs.quorum.model.NodeId;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Dials other nodes' peer ports. For all threads. */
public final class PeerDialer {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_SECONDS = 5;

  private final EventLoopGroup loops;
  private final Class<? extends Channel> type;
  private final Optional<SslContext> tls;

  /**
   * @param type of the group's sockets
   * @param tls for clients, which trusts nodes of the cluster whatever their host name
   */
  public PeerDialer(EventLoopGroup loops, Class<? extends Channel> type, Optional<SslContext> tls) {
    this.loops = loops;
    this.type = type;
    this.tls = tls;
  }

  /** A connection that was welcomed; in its pipeline there is only TLS, and reading is paused. */
  public record Greeted(Channel channel, PeerAnswer.Welcome welcome) {}

  /**
   * Dials {@code host:port} and says hello. Completes on the connection's event loop, and
   * exceptionally with a {@link PeerException} that says what was refused or failed. Who gets the
   * channel sets up its pipeline and turns on reading.
   */
  public CompletionStage<Greeted> dial(String host, int port, PeerHello hello) {
    return dial(host, port, hello, channel -> {});
  }

  /** The same; {@code prepare} is given the channel before anything else is done with it. */
  public CompletionStage<Greeted> dial(
      String host, int port, PeerHello hello, Consumer<Channel> prepare) {
    CompletableFuture<Greeted> result = new CompletableFuture<>();
    String where = host + ":" + port;
    ChannelFuture connect =
        new Bootstrap()
            .group(loops)
            .channel(type)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    prepare.accept(channel);
                    tls.ifPresent(
                        it ->
                            channel.pipeline().addLast(it.newHandler(channel.alloc(), host, port)));
                    channel
                        .pipeline()
                        .addLast(
                            new ReadTimeoutHandler(ANSWER_SECONDS),
                            PeerFrames.decoder(),
                            new Greeting(where, hello, tls.isPresent(), result));
                  }
                })
            .connect(host, port);
    var _ =
        connect.addListener(
            done -> {
              if (!done.isSuccess()) {
                result.completeExceptionally(
                    PeerException.unreachable("node at " + where, done.cause()));
              }
            });
    return result.minimalCompletionStage();
  }

  /** Takes the frames' decoder out; bytes that it holds go on to who follows. */
  static void dropFrames(Channel channel) {
    channel.pipeline().remove(LengthFieldBasedFrameDecoder.class);
  }

  private static final class Greeting extends SimpleChannelInboundHandler<ByteBuf> {
    private final String where;
    private final PeerHello hello;
    private final boolean tls;
    private final CompletableFuture<Greeted> result;

    Greeting(String where, PeerHello hello, boolean tls, CompletableFuture<Greeted> result) {
      this.where = where;
      this.hello = hello;
      this.tls = tls;
      this.result = result;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      ByteBuf out = PeerFrames.begin(context.alloc().buffer());
      hello.writeTo(out);
      var _ = context.writeAndFlush(PeerFrames.end(out));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      try {
        switch (PeerAnswer.readFrom(frame)) {
          case PeerAnswer.Welcome welcome -> welcomed(context, welcome);
          case PeerAnswer.Refusal refusal ->
              fail(context, new PeerException("node at " + where + ": " + refusal.message()));
        }
      } catch (PeerException e) {
        fail(context, e);
      }
    }

    private void welcomed(ChannelHandlerContext context, PeerAnswer.Welcome welcome)
        throws PeerException {
      Channel channel = context.channel();
      Optional<NodeId> certified = PeerCertificates.node(channel);
      if (tls && !certified.equals(Optional.of(welcome.node()))) {
        throw new PeerException(
            "node at " + where + ": its certificate is not node " + welcome.node() + "'s");
      }
      channel.config().setAutoRead(false);
      channel.pipeline().remove(ReadTimeoutHandler.class);
      channel.pipeline().remove(this);
      result.complete(new Greeted(channel, welcome));
      dropFrames(channel);
    }

    private void fail(ChannelHandlerContext context, PeerException problem) {
      result.completeExceptionally(problem);
      var _ = context.close();
    }

    private void broken(ChannelHandlerContext context, Throwable cause) {
      boolean gone = cause instanceof ClosedChannelException;
      String why = gone ? ended() : Breakages.words(cause, tls);
      fail(context, new PeerException("node at " + where + ": " + why, cause));
    }

    private String ended() {
      return tls
          ? "it ended the connection; it does not speak TLS, or does not trust this node"
          : "it ended the connection; it may want TLS, which this node does without";
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
        broken(context, handshake.cause());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      fail(context, new PeerException("node at " + where + ": " + ended()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      broken(context, cause);
    }
  }
}
