package io.havenfs.replication.stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Connects to a port of each peer's that is there for one service's stream only. */
public final class TcpConnector implements Connector {
  private final Bootstrap bootstrap;
  private final Function<String, SocketAddress> addresses;
  private final Optional<SslContext> tls;

  /**
   * @param type the channels of {@code group}
   * @param addresses where each peer listens
   * @param tls for encrypted connections
   */
  public TcpConnector(
      EventLoopGroup group,
      Class<? extends Channel> type,
      Function<String, SocketAddress> addresses,
      Optional<SslContext> tls,
      Duration timeout) {
    this.addresses = addresses;
    this.tls = tls;
    bootstrap =
        new Bootstrap()
            .group(group)
            .channel(type)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis());
  }

  @Override
  public void connect(String peer, StreamHandler handler) {
    var _ =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    StreamChannels.prepare(channel);
                    tls.ifPresent(
                        context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
                    channel.pipeline().addLast(handler);
                  }
                })
            .connect(addresses.apply(peer))
            .addListener(
                (ChannelFuture done) -> {
                  if (!done.isSuccess()) {
                    handler.failed();
                  }
                });
  }
}
