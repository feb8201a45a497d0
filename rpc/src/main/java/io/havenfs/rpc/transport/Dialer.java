package io.havenfs.rpc.transport;

import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcProgram;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections to servers. Over each, calls can be made to the peer, and the peer can call the
 * given programs (as an NFSv4.1 server does). Thread-safe. Closing it closes its connections and
 * leaves the event loops running.
 */
public final class Dialer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);

  private final ConnectionGroups groups;

  /** A dialer whose connections serve {@code programs} to their peers. */
  public Dialer(EventLoops loops, Collection<? extends RpcProgram> programs, RpcLimits limits) {
    this.groups =
        new ConnectionGroups(
            loops, programs, limits, (call, fault) -> LOG.error("call {} failed", call, fault));
  }

  /**
   * Connects over TCP, from {@code local} if given. The future fails with an {@link
   * java.io.IOException} if the connection cannot be made.
   */
  public CompletableFuture<RpcConnection> connect(
      InetSocketAddress remote, @Nullable InetSocketAddress local) {
    Bootstrap bootstrap =
        bootstrap(groups.loops().streamType(), groups::join)
            .option(ChannelOption.TCP_NODELAY, true);
    return connected(bootstrap.connect(remote, local));
  }

  /** Connects to a stream socket in the file system. */
  public CompletableFuture<RpcConnection> connect(Path socket) {
    return connected(
        bootstrap(groups.loops().localType(), groups::join)
            .connect(groups.loops().localAddress(socket)));
  }

  /**
   * Makes a UDP socket that calls one peer. Calls are sent again, at growing intervals, until they
   * are answered or time out.
   */
  public CompletableFuture<RpcConnection> connectUdp(
      InetSocketAddress remote, @Nullable InetSocketAddress local) {
    return connected(
        bootstrap(groups.loops().datagramType(), groups::callOverDatagrams).connect(remote, local));
  }

  private Bootstrap bootstrap(Class<? extends Channel> type, Consumer<Channel> join) {
    return new Bootstrap()
        .group(groups.loops().group())
        .channel(type)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                join.accept(channel);
              }
            });
  }

  private static CompletableFuture<RpcConnection> connected(ChannelFuture connecting) {
    CompletableFuture<RpcConnection> result = new CompletableFuture<>();
    connecting.addListener(
        _ -> {
          Endpoint endpoint = connecting.channel().pipeline().get(Endpoint.class);
          if (!connecting.isSuccess()) {
            result.completeExceptionally(connecting.cause());
          } else if (endpoint == null) {
            result.completeExceptionally(new ClosedChannelException()); // the peer was faster
          } else {
            result.complete(endpoint);
          }
        });
    return result;
  }

  /** Closes all connections made. */
  @Override
  public void close() {
    groups.close();
  }
}
