package io.havenfs.quorum.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.identity.NodeTls;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LifelinesTest {
  private static final UUID CLUSTER = UUID.randomUUID();
  private static final NodeId HERE = new NodeId("here");
  private static final NodeId THERE = new NodeId("there");
  private static final long PATIENCE_SECONDS = 30;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static Optional<NodeCredentials> credentials(boolean tls) throws Exception {
    return tls ? Optional.of(NodeCredentials.ofNewCluster(CLUSTER, HERE)) : Optional.empty();
  }

  /** Both ends are one node to TLS: it is the certificate's node that dials. */
  private Channel listen(Optional<NodeCredentials> credentials, long incarnation, int port)
      throws Exception {
    Optional<SslContext> tls = Optional.empty();
    if (credentials.isPresent()) {
      tls = Optional.of(NodeTls.server(credentials.get()));
    }
    PeerAcceptor acceptor = new PeerAcceptor(CLUSTER, THERE, incarnation, tls, Map.of());
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .handler(new Accepted())
        .childHandler(acceptor)
        .bind("127.0.0.1", port)
        .sync()
        .channel();
  }

  /** Keeps hold of accepted channels. */
  private final class Accepted extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      accepted.add((Channel) message);
      context.fireChannelRead(message);
    }
  }

  private Lifelines lifelines(Optional<NodeCredentials> credentials, int port) throws Exception {
    Lifelines lifelines =
        new Lifelines(
            dialer(credentials),
            loops,
            CLUSTER,
            HERE,
            1,
            (node, incarnation) -> ended.add(node + " " + incarnation));
    lifelines.nodesAre(
        List.of(
            new NodeInfo(THERE, "127.0.0.1", port, 1, 1, EnumSet.of(Role.VOTER), 0),
            new NodeInfo(HERE, "127.0.0.1", 1, 2, 1, EnumSet.of(Role.VOTER), 0)));
    return lifelines;
  }

  private PeerDialer dialer(Optional<NodeCredentials> credentials) throws Exception {
    Optional<SslContext> tls = Optional.empty();
    if (credentials.isPresent()) {
      tls = Optional.of(NodeTls.client(credentials.get()));
    }
    return new PeerDialer(loops, NioSocketChannel.class, tls);
  }

  private Channel nextAccepted() throws InterruptedException {
    Channel channel = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(channel).isNotNull();
    return channel;
  }

  private static int port(Channel server) {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  private static void awaitConnected(Lifelines lifelines) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!lifelines.connected().contains(THERE)) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theEndOfTheDataIsTheEndOfTheProcess(boolean tls) throws Exception {
    Optional<NodeCredentials> credentials = credentials(tls);
    Channel server = listen(credentials, 7, 0);
    try (Lifelines lifelines = lifelines(credentials, port(server))) {
      Channel lifeline = nextAccepted();
      awaitConnected(lifelines);
      var _ = lifeline.close();
      assertThat(ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("there 7");
      nextAccepted();
      awaitConnected(lifelines);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aResetProvesNothing(boolean tls) throws Exception {
    Optional<NodeCredentials> credentials = credentials(tls);
    Channel server = listen(credentials, 7, 0);
    try (Lifelines lifelines = lifelines(credentials, port(server))) {
      Channel lifeline = nextAccepted();
      awaitConnected(lifelines);
      lifeline.config().setOption(ChannelOption.SO_LINGER, 0);
      var _ = lifeline.close();
      Channel again = nextAccepted();
      awaitConnected(lifelines);
      assertThat(ended).isEmpty();
      var _ = again.close();
      assertThat(ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("there 7");
    }
  }

  @Test
  void closingIsNobodysEnd() throws Exception {
    Channel server = listen(Optional.empty(), 7, 0);
    Lifelines lifelines = lifelines(Optional.empty(), port(server));
    Channel lifeline = nextAccepted();
    awaitConnected(lifelines);
    lifelines.close();
    lifeline.closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(ended).isEmpty();
  }

  @Test
  void anotherClusterIsRefusedWithAMessage() throws Exception {
    Channel server = listen(Optional.empty(), 7, 0);
    UUID other = UUID.randomUUID();
    PeerHello hello = new PeerHello(other, PeerPurpose.LIFELINE, HERE, 1, "");
    assertRefused(Optional.empty(), server, hello, "is of cluster " + other);
  }

  @Test
  void anotherVersionIsRefusedWithAMessage() throws Exception {
    Channel server = listen(Optional.empty(), 7, 0);
    PeerHello hello = new PeerHello(99, CLUSTER, PeerPurpose.LIFELINE, HERE, 1, "");
    assertRefused(Optional.empty(), server, hello, "protocol version 99 is not spoken here");
  }

  @Test
  void aNodeWithAnothersCertificateIsRefusedWithAMessage() throws Exception {
    Optional<NodeCredentials> credentials = credentials(true);
    Channel server = listen(credentials, 7, 0);
    PeerHello hello = new PeerHello(CLUSTER, PeerPurpose.LIFELINE, new NodeId("mallory"), 1, "");
    assertRefused(credentials, server, hello, "the certificate is node here's, not node mallory's");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    Channel server = listen(credentials(true), 7, 0);
    PeerHello hello = new PeerHello(CLUSTER, PeerPurpose.LIFELINE, HERE, 1, "");
    assertRefused(credentials(true), server, hello, "is not one of this cluster");
  }

  private void assertRefused(
      Optional<NodeCredentials> credentials, Channel server, PeerHello hello, String why)
      throws Exception {
    var dialed = dialer(credentials).dial("127.0.0.1", port(server), hello).toCompletableFuture();
    assertThatThrownBy(() -> dialed.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .hasStackTraceContaining(why);
  }
}
