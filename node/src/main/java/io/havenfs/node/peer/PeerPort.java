package io.havenfs.node.peer;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.replication.stream.Connector;
import io.havenfs.replication.stream.StreamChannels;
import io.havenfs.replication.stream.StreamHandler;
import io.netty.bootstrap.Bootstrap;
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
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** This node's peer port, and its connections to those of others. Thread-safe. */
public final class PeerPort implements AutoCloseable {
  private static final int THREADS = 2;
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);

  private final UUID cluster;
  private final Quorum quorum;
  private final EventLoopGroup group;
  private final Map<String, Supplier<StreamHandler>> streams = new ConcurrentHashMap<>();
  private final Lifelines lifelines;

  private PeerPort(UUID cluster, Quorum quorum, ProcessEnd onEnd) {
    this.cluster = cluster;
    this.quorum = quorum;
    this.group =
        new MultiThreadIoEventLoopGroup(
            THREADS,
            new DefaultThreadFactory("havenfs-peer", true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    this.lifelines = new Lifelines(quorum, this::connectLifeline, onEnd);
  }

  /** Told when a process of another node is known to have ended; on any thread. */
  @FunctionalInterface
  public interface ProcessEnd {
    /** The process {@code incarnation} of {@code node} has ended, for certain. */
    void ended(NodeId node, long incarnation);
  }

  /**
   * Listens, and keeps a lifeline to every other node.
   *
   * @throws IOException when the port cannot be listened on
   */
  public static PeerPort open(
      UUID cluster, Quorum quorum, InetSocketAddress address, ProcessEnd onEnd) throws IOException {
    PeerPort port = new PeerPort(cluster, quorum, onEnd);
    ChannelFuture binding =
        new ServerBootstrap()
            .group(port.group)
            .channel(listenerType())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    StreamChannels.prepare(channel);
                    channel.pipeline().addLast(new CalledHandler(port::receive));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      port.close();
      throw new IOException(
          "cannot listen on peer port " + address + ": " + binding.cause().getMessage(),
          binding.cause());
    }
    port.lifelines.start();
    return port;
  }

  private static Class<? extends ServerChannel> listenerType() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  private ChannelHandler receive(Preamble preamble) {
    if (!preamble.cluster().equals(cluster)) {
      throw new IllegalArgumentException(
          "node "
              + preamble.node()
              + " is of cluster "
              + preamble.cluster()
              + ", this is "
              + cluster);
    }
    return switch (preamble.purpose()) {
      case LIFELINE -> lifelines.watcher(preamble.node(), preamble.incarnation());
      case STREAM -> {
        Supplier<StreamHandler> stream = streams.get(preamble.service());
        if (stream == null) {
          throw new IllegalArgumentException(
              "no copy of service " + preamble.service() + " is open on " + quorum.self());
        }
        if (!isRegistered()) {
          throw new IllegalArgumentException(
              "the cluster does not know yet that " + quorum.self() + " has restarted");
        }
        yield stream.get();
      }
    };
  }

  /**
   * Whether the cluster knows this process. Before it does, a copy that came in sync would be taken
   * for the copy of the process before, and be passed over when a primary is looked for.
   */
  private boolean isRegistered() {
    return quorum
        .state()
        .node(quorum.self())
        .filter(self -> self.incarnation() == quorum.incarnation())
        .isPresent();
  }

  /** Connections for {@code service} are given to {@code acceptor}'s handlers from now on. */
  public void accept(String service, Supplier<StreamHandler> acceptor) {
    streams.put(service, acceptor);
  }

  /** Connections for {@code service} are refused from now on. */
  public void refuse(String service) {
    streams.remove(service);
  }

  /** Connects to other nodes' copies of {@code service}. */
  public Connector connector(String service) {
    return (peer, handler) -> {
      Preamble preamble = preamble(Preamble.Purpose.STREAM, service);
      connect(new NodeId(peer), preamble, handler, handler::failed);
    };
  }

  private void connectLifeline(NodeId node, ChannelHandler handler, Runnable failed) {
    connect(node, preamble(Preamble.Purpose.LIFELINE, ""), handler, failed);
  }

  private Preamble preamble(Preamble.Purpose purpose, String service) {
    return new Preamble(purpose, cluster, quorum.self().name(), quorum.incarnation(), service);
  }

  private void connect(NodeId node, Preamble preamble, ChannelHandler next, Runnable failed) {
    Optional<NodeInfo> info = quorum.state().node(node);
    if (info.isEmpty()) {
      failed.run();
      return;
    }
    boolean lifeline = preamble.purpose() == Preamble.Purpose.LIFELINE;
    new Bootstrap()
        .group(group)
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_LINGER, lifeline ? 0 : -1)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_PATIENCE.toMillis())
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                StreamChannels.prepare(channel);
                channel.pipeline().addLast(new CallingHandler(preamble, next, failed));
              }
            })
        .connect(info.get().address(), info.get().peerPort())
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                failed.run();
              }
            });
  }

  @Override
  public void close() {
    lifelines.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
