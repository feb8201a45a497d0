package io.havenfs.quorum.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.identity.CertificateAuthority;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.identity.NodeTls;
import io.havenfs.quorum.model.NodeId;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two nodes of a cluster on real sockets, of the kind that the daemon uses. */
final class TwoNodes implements AutoCloseable {
  static final UUID CLUSTER = UUID.randomUUID();
  static final NodeId HERE = new NodeId("here");
  static final NodeId THERE = new NodeId("there");
  static final long PATIENCE_SECONDS = 30;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final CertificateAuthority authority;

  TwoNodes() throws Exception {
    authority = CertificateAuthority.create(CLUSTER);
  }

  EventLoopGroup loops() {
    return loops;
  }

  /** What {@code node} of the cluster proves itself with. */
  NodeCredentials credentials(NodeId node) throws Exception {
    KeyPair keys = CertificateAuthority.newKeys();
    return new NodeCredentials(
        authority, authority.issue(CLUSTER, node, keys.getPublic()), keys.getPrivate());
  }

  /** {@link #THERE}'s port; its process is {@code incarnation}. */
  Channel listen(boolean tls, long incarnation, Map<PeerPurpose, PeerService> services)
      throws Exception {
    Optional<SslContext> context =
        tls ? Optional.of(NodeTls.server(credentials(THERE))) : Optional.empty();
    return listen(context, THERE, incarnation, services);
  }

  Channel listen(
      Optional<SslContext> tls,
      NodeId self,
      long incarnation,
      Map<PeerPurpose, PeerService> services)
      throws Exception {
    return new ServerBootstrap()
        .group(loops)
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .handler(new Accepted())
        .childHandler(new PeerAcceptor(CLUSTER, self, incarnation, tls, services))
        .bind("127.0.0.1", 0)
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

  Channel nextAccepted() throws InterruptedException {
    Channel channel = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(channel).isNotNull();
    return channel;
  }

  /** {@link #HERE}'s. */
  PeerDialer dialer(boolean tls) throws Exception {
    return dialer(tls ? Optional.of(credentials(HERE)) : Optional.empty());
  }

  PeerDialer dialer(Optional<NodeCredentials> credentials) throws Exception {
    Optional<SslContext> tls = Optional.empty();
    if (credentials.isPresent()) {
      tls = Optional.of(NodeTls.client(credentials.get()));
    }
    return new PeerDialer(loops, EpollSocketChannel.class, tls);
  }

  static int port(Channel server) {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
