package io.havenfs.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the watching end of a lifeline takes for the end of a process, on real connections. */
@Timeout(30)
class LifelineTest {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private Socket caller = new Socket();

  @BeforeEach
  void connect() throws Exception {
    Channel listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new LifelineWatcher(() -> events.add("ended")));
                    channel.pipeline().addLast(new Last());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    caller.connect((InetSocketAddress) listener.localAddress());
  }

  @AfterEach
  void close() {
    var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  @Test
  void theOrderlyEndOfAnArmedOneIsTheEndOfTheProcess() throws Exception {
    caller.getOutputStream().write(LifelineCaller.ARMED);
    caller.close();
    assertThat(next()).isEqualTo("ended");
  }

  @Test
  void theEndOfOneThatWasNotArmedSaysNothing() throws Exception {
    caller.close();
    assertThat(next()).isEqualTo("closed");
    assertThat(events).isEmpty();
  }

  @Test
  void aResetSaysNothing() throws Exception {
    caller.getOutputStream().write(LifelineCaller.ARMED);
    caller.setSoLinger(true, 0);
    caller.close();
    assertThat(next()).isEqualTo("closed");
    assertThat(events).isEmpty();
  }

  /** Sees the last event of a connection. */
  private final class Last extends ChannelInboundHandlerAdapter {
    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
      events.add("closed");
    }
  }

  private String next() throws Exception {
    String event = events.poll(20, TimeUnit.SECONDS);
    if (event == null) {
      throw new TimeoutException();
    }
    return event;
  }
}
