package io.havenfs.nfs.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.transport.RpcLimits;
import io.havenfs.rpc.transport.RpcServer;
import io.havenfs.rpc.xdr.XdrReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host on loopback, with an rpcbind of its own, and a caller. */
class RpcHostCallerTest {
  private static final int PROGRAM = 100021;
  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SERVICE = InetAddress.ofLiteral("127.0.0.5");
  private static final int TCP = 6;

  @AutoClose private final EventLoops loops = EventLoops.start(1, "test-host");
  @AutoClose private final RpcServer host;
  @AutoClose private final RpcHostCaller caller;
  private volatile int tcpPort;
  private volatile int udpPort;

  RpcHostCallerTest() throws IOException {
    host = new RpcServer(loops, List.of(new Rpcbind(), new WhoCalls()), RpcLimits.DEFAULT);
    InetSocketAddress any = new InetSocketAddress(HOST, 0);
    udpPort = host.listenUdp(any).getPort();
    caller = new RpcHostCaller(udpPort);
  }

  @BeforeEach
  void listen() throws IOException {
    tcpPort = host.listenTcp(new InetSocketAddress(HOST, 0)).getPort();
  }

  /** GETPORT of version 2, for the program alone. */
  private final class Rpcbind implements RpcProgram {
    @Override
    public int program() {
      return 100000;
    }

    @Override
    public int lowestVersion() {
      return 2;
    }

    @Override
    public int highestVersion() {
      return 2;
    }

    @Override
    public boolean hasProcedure(int version, int procedure) {
      return procedure == 3;
    }

    @Override
    public void call(RpcCall call) {
      boolean known = call.arguments().int32() == PROGRAM;
      call.arguments().skip(4);
      int port = call.arguments().int32() == TCP ? tcpPort : udpPort;
      call.reply().int32(known ? port : 0);
      call.send();
    }
  }

  /** Tells where it was called from. */
  private static final class WhoCalls implements RpcProgram {
    @Override
    public int program() {
      return PROGRAM;
    }

    @Override
    public int lowestVersion() {
      return 4;
    }

    @Override
    public int highestVersion() {
      return 4;
    }

    @Override
    public boolean hasProcedure(int version, int procedure) {
      return true;
    }

    @Override
    public void call(RpcCall call) {
      String transport = call.connection().isStream() ? "tcp " : "udp ";
      call.reply().utf8(transport + call.remoteAddress().getAddress().getHostAddress());
      call.send();
    }
  }

  private CompletableFuture<String> ask(int program, boolean stream) {
    HostCaller.Target target =
        new HostCaller.Target(
            ClientAddress.of(HOST), ClientAddress.of(SERVICE), program, 4, stream, false);
    CompletableFuture<String> answer = new CompletableFuture<>();
    caller.call(
        target,
        1,
        out -> {},
        new ReplyHandler() {
          @Override
          public void reply(XdrReader results) {
            answer.complete(results.utf8(100));
          }

          @Override
          public void failed(RpcFailure failure) {
            answer.completeExceptionally(new IOException(failure.toString()));
          }
        });
    return answer;
  }

  @Test
  void hostsAreCalledFromTheAddressOfTheService() {
    assertThat(ask(PROGRAM, true).join()).isEqualTo("tcp 127.0.0.5");
    assertThat(ask(PROGRAM, true).join()).as("again").isEqualTo("tcp 127.0.0.5");
    assertThat(ask(PROGRAM, false).join()).isEqualTo("udp 127.0.0.5");
  }

  @Test
  void whereTcpIsNotServedUdpWillDo() {
    tcpPort = 0;
    assertThat(ask(PROGRAM, true).join()).isEqualTo("udp 127.0.0.5");
  }

  @Test
  void whatIsNotRegisteredCannotBeCalled() {
    CompletableFuture<String> answer = ask(PROGRAM + 1, true);
    assertThatThrownBy(answer::join).hasMessageContaining("not registered");
  }
}
