package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.xdr.XdrReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several servers at one loopback address, as when a primary is frozen and another takes over. */
@Timeout(60)
final class FloatingSocketTest {
  private static final int ROUNDS = 20;
  private static final CallHeader HEADER =
      new CallHeader(400_000, 1, new Credential.Sys(0, "test", 0, 0));

  private final EventLoops loops = EventLoops.start(2, "test");

  @AfterEach
  void stop() {
    loops.close();
  }

  @Test
  void theLatestListenerGetsAllConnections() throws Exception {
    assumeTrue(loops.kind() == EventLoops.Kind.EPOLL);
    RpcServer first = new RpcServer(loops, List.of(new Numbered(1)), RpcLimits.DEFAULT);
    InetSocketAddress address =
        first.listenFloatingTcp(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.93"), 0));
    assertThat(numbers(address)).containsOnly(1);
    RpcServer second = new RpcServer(loops, List.of(new Numbered(2)), RpcLimits.DEFAULT);
    second.listenFloatingTcp(address);
    assertThat(numbers(address)).containsOnly(2);

    first.close();
    awaitOnly(2, address);
    RpcServer third = new RpcServer(loops, List.of(new Numbered(3)), RpcLimits.DEFAULT);
    third.listenFloatingTcp(address);
    assertThat(numbers(address)).containsOnly(3);

    third.close();
    awaitOnly(2, address);
    second.close();
  }

  @Test
  void anAddressThatIsNotHereIsListenedOn() throws Exception {
    assumeTrue(loops.kind() == EventLoops.Kind.EPOLL);
    try (RpcServer server = new RpcServer(loops, List.of(new Numbered(1)), RpcLimits.DEFAULT)) {
      InetSocketAddress address =
          server.listenFloatingTcp(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.93"), 0));
      assertThat(address.getPort()).isPositive();
    }
  }

  /** A listener closes soon after it was told to. */
  private void awaitOnly(int number, InetSocketAddress address) {
    while (!numbers(address).stream().allMatch(each -> each == number)) {
      Thread.onSpinWait();
    }
  }

  private List<Integer> numbers(InetSocketAddress address) {
    return IntStream.range(0, ROUNDS).mapToObj(_ -> number(address)).toList();
  }

  private int number(InetSocketAddress address) {
    try (RpcClient client = new RpcClient(loops)) {
      return RpcClient.call(client.connect(address).join(), HEADER, 1, _ -> {}, XdrReader::int32)
          .exceptionally(_ -> 0)
          .join();
    }
  }

  /** Answers with a number. */
  private record Numbered(int number) implements RpcProgram {
    @Override
    public int program() {
      return HEADER.program();
    }

    @Override
    public int lowestVersion() {
      return 1;
    }

    @Override
    public int highestVersion() {
      return 1;
    }

    @Override
    public boolean hasProcedure(int version, int procedure) {
      return true;
    }

    @Override
    public void call(RpcCall call) {
      call.reply().int32(number);
      call.send();
    }
  }
}
