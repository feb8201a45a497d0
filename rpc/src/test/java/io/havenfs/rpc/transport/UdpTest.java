package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.client.RpcCallException;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.xdr.XdrReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class UdpTest {
  /** What a call and its reply can carry here besides their headers. */
  private static final int LARGEST = DatagramService.MAX_REPLY - 100;

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final TestProgram program = new TestProgram();
  private EventLoops loops;
  private RpcServer server;
  private RpcClient client;
  private InetSocketAddress address;
  private RpcConnection connection;

  @BeforeEach
  void start() throws Exception {
    loops = EventLoops.start(2, "test");
    server = new RpcServer(loops, List.of(program), RpcLimits.DEFAULT);
    address = server.listenUdp(ANY_PORT);
    client =
        new RpcClient(
            loops, RpcLimits.DEFAULT.with().callbackTimeout(Duration.ofSeconds(5)).build());
    connection = client.connectUdp(address).join();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    loops.close();
  }

  private CompletableFuture<byte[]> call(int procedure, byte[] data) {
    return RpcClient.call(
        connection,
        TestProgram.header(),
        procedure,
        args -> args.opaque(data),
        results -> results.opaque(1 << 20));
  }

  @Test
  void echoes() {
    for (int size : new int[] {0, 100, 8192, 60_000}) {
      assertThat(call(TestProgram.ECHO, new byte[size]).join()).hasSize(size);
    }
    assertThat(connection.isStream()).isFalse();
  }

  /** Whoever asks for too much is told so at once, where repeating the call would not help. */
  @Test
  void aReplyThatNoDatagramHoldsIsAnError() {
    assertThat(call(TestProgram.ECHO, new byte[LARGEST]).join()).hasSize(LARGEST);
    assertThat(generate(LARGEST).join()).hasSize(LARGEST);
    assertThatThrownBy(() -> generate(DatagramService.MAX_REPLY).join())
        .hasCauseInstanceOf(RpcCallException.class)
        .hasMessageContaining("SYSTEM_ERR");
  }

  private CompletableFuture<byte[]> generate(int bytes) {
    return RpcClient.call(
        connection,
        TestProgram.header(),
        TestProgram.BIG,
        args -> args.int32(bytes),
        results -> results.opaque(1 << 20));
  }

  /** A client drops a reply that comes from another address than it has sent the request to. */
  @Test
  void onTheWildcardRepliesComeFromTheAddressThatWasAsked() throws Exception {
    int port = server.listenUdp(new InetSocketAddress(0)).getPort();
    for (InetAddress local : HostAddresses.present()) {
      if (!local.isLinkLocalAddress()) {
        assertThat(echoFromLoopback(new InetSocketAddress(local, port))).as("%s", local).hasSize(3);
      }
    }
  }

  /** From where the route back prefers another address than the one that was asked. */
  private byte[] echoFromLoopback(InetSocketAddress there) {
    String loopback = there.getAddress() instanceof Inet4Address ? "127.0.0.1" : "::1";
    InetSocketAddress here = new InetSocketAddress(InetAddress.ofLiteral(loopback), 0);
    connection = client.connectUdp(there, here).join();
    return call(TestProgram.ECHO, new byte[3]).join();
  }

  @Test
  void rejects() {
    CallHeader unknown = new CallHeader(1, 1, Credential.NONE);
    assertThatThrownBy(
            () -> RpcClient.call(connection, unknown, 0, _ -> {}, XdrReader::int32).join())
        .hasCauseInstanceOf(RpcCallException.class)
        .hasMessageContaining("PROG_UNAVAIL");
  }

  @Test
  void answersLater() throws Exception {
    CompletableFuture<byte[]> future = call(TestProgram.KEEP, new byte[77]);
    RpcCall call = program.kept.take();
    assertThat(call.remoteAddress()).isEqualTo(connection.localAddress());
    assertThat(call.localAddress()).isEqualTo(address);
    TestProgram.echo(call);
    assertThat(future.join()).hasSize(77);
  }

  @Test
  void repeatsWhatIsNotAnswered() throws Exception {
    CompletableFuture<byte[]> future = call(TestProgram.KEEP, new byte[5]);
    RpcCall first = program.kept.take();
    first.drop();
    RpcCall again = program.kept.take();
    assertThat(again.xid()).isEqualTo(first.xid());
    TestProgram.echo(again);
    assertThat(future.join()).hasSize(5);
  }

  @Test
  void ignoresNoiseAndKeepsServing() throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int size = 0; size < 60; size++) {
        socket.send(new DatagramPacket(new byte[size], size, address));
      }
    }
    assertThat(call(TestProgram.ECHO, new byte[9]).join()).hasSize(9);
  }

  @Test
  void cannotCallAnUnknownPeer() throws Exception {
    CompletableFuture<byte[]> future = call(TestProgram.KEEP, new byte[5]);
    RpcCall call = program.kept.take();
    CompletableFuture<RpcFailure> failed = new CompletableFuture<>();
    call.connection()
        .call(
            TestProgram.header(),
            0,
            _ -> {},
            new ReplyHandler() {
              @Override
              public void reply(XdrReader results) {
                failed.completeExceptionally(new AssertionError());
              }

              @Override
              public void failed(RpcFailure failure) {
                failed.complete(failure);
              }
            });
    assertThat(failed.join().kind()).isEqualTo(RpcFailure.Kind.NOT_SUPPORTED);
    TestProgram.echo(call);
    future.join();
  }

  @Test
  void drainsWhatWasBegun() throws Exception {
    CompletableFuture<byte[]> future = call(TestProgram.KEEP, new byte[5]);
    RpcCall call = program.kept.take();
    CompletableFuture<Void> drained = server.drain(Duration.ofSeconds(30));
    TestProgram.echo(call);
    assertThat(future.join()).hasSize(5);
    drained.get(10, TimeUnit.SECONDS);
  }
}
