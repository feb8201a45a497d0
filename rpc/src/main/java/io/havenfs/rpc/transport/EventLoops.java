package io.havenfs.rpc.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that serve and make RPC calls: native epoll where the platform has it, NIO elsewhere.
 * Shared by any number of servers and clients; the creator closes it after them.
 */
public final class EventLoops implements AutoCloseable {
  /** The kinds of transport. */
  public enum Kind {
    /** Linux's epoll through Netty's native library. */
    EPOLL,
    /** The JDK's selectors. */
    NIO;

    /** The best that works here. */
    public static Kind best() {
      return Epoll.isAvailable() ? EPOLL : NIO;
    }
  }

  private static final long SHUTDOWN_SECONDS = 5;

  private final Kind kind;
  private final EventLoopGroup group;
  private final Map<EventExecutor, LoopContext> contexts = new HashMap<>();
  private final AtomicLong connectionIds = new AtomicLong();

  private EventLoops(Kind kind, int threads, String name) {
    NettyProcess.name();
    this.kind = kind;
    IoHandlerFactory io =
        kind == Kind.EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io);
    for (EventExecutor executor : group) {
      contexts.put(executor, new LoopContext((EventLoop) executor));
    }
  }

  /**
   * Starts {@code threads} event loops of the best kind, whose threads' names begin with {@code
   * name}.
   */
  public static EventLoops start(int threads, String name) {
    return start(Kind.best(), threads, name);
  }

  /** Starts event loops of a given kind. */
  public static EventLoops start(Kind kind, int threads, String name) {
    return new EventLoops(kind, threads, name);
  }

  /** One event loop per processor. */
  public static EventLoops start(String name) {
    return start(Runtime.getRuntime().availableProcessors(), name);
  }

  /** The kind of transport. */
  public Kind kind() {
    return kind;
  }

  /** How many event loops there are. */
  public int size() {
    return contexts.size();
  }

  /** Stops the threads and waits for them, briefly. Connections still open are closed. */
  @Override
  public void close() {
    shutDown().awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    contexts.values().forEach(LoopContext::releaseAfterShutdown);
  }

  private io.netty.util.concurrent.Future<?> shutDown() {
    return group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }

  EventLoopGroup group() {
    return group;
  }

  List<LoopContext> contexts() {
    return List.copyOf(contexts.values());
  }

  LoopContext context(EventLoop loop) {
    LoopContext context = contexts.get(loop);
    if (context == null) {
      throw new IllegalArgumentException("not one of these event loops: " + loop);
    }
    return context;
  }

  long nextConnectionId() {
    return connectionIds.incrementAndGet();
  }

  Class<? extends ServerChannel> listenerType() {
    return kind == Kind.EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  Class<? extends SocketChannel> streamType() {
    return kind == Kind.EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  Class<? extends DatagramChannel> datagramType() {
    return kind == Kind.EPOLL ? EpollDatagramChannel.class : NioDatagramChannel.class;
  }

  Class<? extends Channel> localType() {
    return kind == Kind.EPOLL ? EpollDomainSocketChannel.class : NioDomainSocketChannel.class;
  }

  SocketAddress localAddress(Path socket) {
    return kind == Kind.EPOLL
        ? new DomainSocketAddress(socket.toString())
        : UnixDomainSocketAddress.of(socket);
  }
}
