package io.havenfs.node.peer;

import io.havenfs.node.control.OtherNodes;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.identity.NodeTls;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.peer.Lifelines;
import io.havenfs.quorum.peer.PeerAcceptor;
import io.havenfs.quorum.peer.PeerDialer;
import io.havenfs.quorum.peer.PeerPurpose;
import io.havenfs.quorum.peer.PeerService;
import io.havenfs.replication.stream.StreamChannels;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** This node's peer port, and its connections to those of others. Thread-safe. */
public final class PeerPort implements AutoCloseable {
  private static final int THREADS = 2;

  private final EventLoopGroup group;
  private final Streams streams;
  private final OtherNodes others;
  private final Lifelines lifelines;
  private final Subscription subscription;

  private PeerPort(
      EventLoopGroup group,
      Streams streams,
      OtherNodes others,
      Lifelines lifelines,
      Quorum quorum) {
    this.group = group;
    this.streams = streams;
    this.others = others;
    this.lifelines = lifelines;
    this.subscription =
        quorum.subscribe(
            new QuorumListener() {
              @Override
              public void stateChanged(ControlState state) {
                lifelines.nodesAre(state.nodes().values());
              }
            });
    lifelines.nodesAre(quorum.state().nodes().values());
  }

  /**
   * Listens, and keeps a lifeline to every other node.
   *
   * @param services who takes connections of other purposes than replication and lifelines
   * @throws IOException when the port cannot be listened on
   */
  public static PeerPort open(
      ClusterIdentity identity,
      NodeCredentials credentials,
      Quorum quorum,
      InetSocketAddress address,
      Map<PeerPurpose, PeerService> services,
      Lifelines.EndListener onEnd)
      throws IOException {
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            THREADS,
            new DefaultThreadFactory("havenfs-peer", true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    try {
      Optional<SslContext> client =
          identity.tls() ? Optional.of(NodeTls.client(credentials)) : Optional.empty();
      Optional<SslContext> server =
          identity.tls() ? Optional.of(NodeTls.server(credentials)) : Optional.empty();
      PeerDialer dialer =
          new PeerDialer(
              group,
              Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class,
              client);
      Streams streams = new Streams(identity.cluster(), quorum, dialer);
      Map<PeerPurpose, PeerService> all = new EnumMap<>(PeerPurpose.class);
      all.putAll(services);
      all.put(PeerPurpose.REPLICATION, streams);
      bind(
          group,
          address,
          new PeerAcceptor(identity.cluster(), identity.node(), quorum.incarnation(), server, all));
      Lifelines lifelines =
          new Lifelines(
              dialer, group, identity.cluster(), identity.node(), quorum.incarnation(), onEnd);
      OtherNodes others =
          new PeerRequests(dialer, identity.cluster(), identity.node(), quorum.incarnation());
      return new PeerPort(group, streams, others, lifelines, quorum);
    } catch (IOException | RuntimeException e) {
      close(group);
      throw e;
    }
  }

  private static void bind(EventLoopGroup group, InetSocketAddress address, ChannelHandler acceptor)
      throws IOException {
    ChannelFuture binding =
        new ServerBootstrap()
            .group(group)
            .channel(listenerType())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    StreamChannels.prepare(channel);
                    channel.pipeline().addLast(acceptor);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new IOException(
          "cannot listen on peer port " + address + ": " + binding.cause().getMessage(),
          binding.cause());
    }
  }

  private static Class<? extends ServerChannel> listenerType() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** The streams of the copies of services on this node. */
  public Streams streams() {
    return streams;
  }

  /** Asks other nodes through their peer ports. */
  public OtherNodes others() {
    return others;
  }

  /**
   * The lifelines that others hold to this process end with this, so it comes last, when nothing is
   * served any more.
   */
  @Override
  public void close() {
    subscription.close();
    lifelines.close();
    close(group);
  }

  private static void close(EventLoopGroup group) {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
