package io.havenfs.rpc.transport;

import io.havenfs.rpc.RpcProgram;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves RPC programs, all of them at every address it listens on. Thread-safe. Closing it leaves
 * the event loops running.
 */
public final class RpcServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  /** A silent connection is probed after this long, so that dead clients do not pile up. */
  private static final int KEEPALIVE_IDLE_SECONDS = 120;

  private static final int KEEPALIVE_INTERVAL_SECONDS = 15;
  private static final int KEEPALIVE_PROBES = 4;

  private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);

  private final RpcLimits limits;
  private final ConnectionGroups groups;
  private final List<Channel> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger datagramSockets = new AtomicInteger();
  private final AtomicBoolean refusing = new AtomicBoolean();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean draining;

  /** A server of {@code programs}, not listening yet; program faults go to {@code faults}. */
  public RpcServer(
      EventLoops loops,
      Collection<? extends RpcProgram> programs,
      RpcLimits limits,
      FaultHandler faults) {
    this.limits = limits;
    this.groups = new ConnectionGroups(loops, programs, limits, faults);
  }

  /** A server that logs programs' faults. */
  public RpcServer(EventLoops loops, Collection<? extends RpcProgram> programs, RpcLimits limits) {
    this(loops, programs, limits, (call, fault) -> LOG.error("call {} failed", call, fault));
  }

  /**
   * Listens for TCP connections and returns the address bound (port 0 asks for any). Blocks until
   * the socket is bound; throws if it cannot be.
   */
  public InetSocketAddress listenTcp(InetSocketAddress address) throws IOException {
    return bound(tcp().bind(address), address);
  }

  /**
   * As {@link #listenTcp}, at an address that comes to this host and goes again: see {@link
   * FloatingSocket}.
   */
  public InetSocketAddress listenFloatingTcp(InetSocketAddress address) throws IOException {
    InetSocketAddress bound = bound(FloatingSocket.prepared(tcp()).bind(address), address);
    FloatingSocket.bound(listeners.getLast(), bound);
    return bound;
  }

  private ServerBootstrap tcp() {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(groups.loops().group())
            .channel(groups.loops().listenerType())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                });
    if (groups.loops().kind() == EventLoops.Kind.EPOLL) {
      bootstrap
          .childOption(EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS)
          .childOption(EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS)
          .childOption(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES);
    }
    return bootstrap;
  }

  /**
   * Receives UDP datagrams and returns the address bound. Blocks until the socket is bound; throws
   * if it cannot be.
   *
   * <p>A socket on the wildcard address answers from whichever of the host's addresses the route to
   * the client prefers, and clients drop what comes from another than they asked. So each address
   * that the host has at this moment gets a socket of its own beside it.
   */
  public InetSocketAddress listenUdp(InetSocketAddress address) throws IOException {
    if (!address.getAddress().isAnyLocalAddress()) {
      return bound(udp().bind(address), address);
    }
    Bootstrap shared = udp().option(ChannelOption.SO_REUSEADDR, true);
    InetSocketAddress bound = bound(shared.bind(address), address);
    for (InetAddress local : HostAddresses.present()) {
      InetSocketAddress beside = new InetSocketAddress(local, bound.getPort());
      ChannelFuture binding = shared.bind(beside).awaitUninterruptibly();
      if (!binding.isSuccess()) {
        LOG.info("UDP at {} is left to the wildcard: {}", beside, binding.cause().getMessage());
      }
    }
    return bound;
  }

  /** As {@link #listenUdp}, at an address that comes to this host and goes again. */
  public InetSocketAddress listenFloatingUdp(InetSocketAddress address) throws IOException {
    return bound(FloatingSocket.prepared(udp()).bind(address), address);
  }

  private Bootstrap udp() {
    return new Bootstrap()
        .group(groups.loops().group())
        .channel(groups.loops().datagramType())
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                datagramSockets.incrementAndGet();
                channel.closeFuture().addListener(_ -> datagramSocketClosed());
                groups.serveDatagrams(channel);
              }
            });
  }

  private InetSocketAddress bound(ChannelFuture binding, InetSocketAddress address)
      throws IOException {
    binding.awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new IOException(
          "cannot listen on " + address + ": " + binding.cause().getMessage(), binding.cause());
    }
    Channel socket = binding.channel();
    if (socket instanceof ServerChannel) {
      listeners.add(socket);
    }
    return (InetSocketAddress) socket.localAddress();
  }

  private void accept(Channel channel) {
    int open = connections.incrementAndGet();
    channel.closeFuture().addListener(_ -> connectionClosed());
    if (open > limits.connections()) {
      if (refusing.compareAndSet(false, true)) {
        LOG.warn("refusing connections: {} are open", limits.connections());
      }
      var _ = channel.close();
    } else {
      groups.join(channel);
    }
  }

  private void connectionClosed() {
    int left = connections.decrementAndGet();
    if (left < limits.connections()) {
      refusing.set(false);
    }
    completeIfDrained();
  }

  private void datagramSocketClosed() {
    datagramSockets.decrementAndGet();
    completeIfDrained();
  }

  private void completeIfDrained() {
    if (draining && connections.get() == 0 && datagramSockets.get() == 0) {
      drained.complete(null);
    }
  }

  /**
   * Stops listening, lets calls that have been begun be completed and their replies leave, and
   * closes each connection then; what is still open after {@code patience} is closed regardless.
   * The future completes when no connection and no UDP socket is left.
   */
  public CompletableFuture<Void> drain(Duration patience) {
    stopListening();
    groups.onEachLoop(ConnectionGroup::drain);
    completeIfDrained();
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::close);
    return drained.copy();
  }

  /** Stops listening and closes all connections; calls in flight are not answered. */
  @Override
  public void close() {
    stopListening();
    groups.close();
    completeIfDrained();
  }

  private void stopListening() {
    draining = true;
    for (Channel listener : listeners) {
      var _ = listener.close();
    }
  }

  /** What has been going on. */
  public RpcStatistics statistics() {
    return groups.statistics();
  }
}
