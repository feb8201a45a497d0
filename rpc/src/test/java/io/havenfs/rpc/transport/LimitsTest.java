package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits and back-pressure, and the backchannel. */
@Timeout(60)
final class LimitsTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final TestProgram program = new TestProgram();
  private EventLoops loops = EventLoops.start(1, "test");
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
    loops.close();
  }

  private RpcServer server(RpcLimits limits) {
    RpcServer server = new RpcServer(loops, List.of(program), limits);
    open.add(server);
    return server;
  }

  private RpcClient client(RpcLimits limits, TestProgram... programs) {
    RpcClient client = new RpcClient(loops, limits, List.of(programs));
    open.add(client);
    return client;
  }

  private static CompletableFuture<byte[]> call(RpcConnection connection, int procedure, int size) {
    return RpcClient.call(
        connection,
        TestProgram.header(),
        procedure,
        args -> args.opaque(new byte[size]),
        results -> results.opaque(4 << 20));
  }

  private RpcCall take() throws InterruptedException {
    RpcCall call = program.kept.poll(20, TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    if (call == null) {
      throw new AssertionError();
    }
    return call;
  }

  @ParameterizedTest
  @EnumSource(EventLoops.Kind.class)
  void callsInFlightOfAConnection(EventLoops.Kind kind) throws Exception {
    loops.close();
    loops = EventLoops.start(kind, 1, "test");
    RpcServer server = server(RpcLimits.DEFAULT.with().callsPerConnection(4).build());
    InetSocketAddress address = server.listenTcp(ANY_PORT);
    RpcConnection connection = client(RpcLimits.DEFAULT).connect(address).join();
    List<CompletableFuture<byte[]>> futures = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      futures.add(call(connection, TestProgram.KEEP, i));
    }
    for (int i = 0; i < 40; i++) {
      RpcCall call = take();
      assertThat(server.statistics().callsInFlight()).isLessThanOrEqualTo(4);
      TestProgram.echo(call);
    }
    for (int i = 0; i < 40; i++) {
      assertThat(futures.get(i).join()).hasSize(i);
    }
    assertThat(server.statistics().pauses()).isPositive();
    assertThat(server.statistics().calls()).isEqualTo(40);
  }

  @Test
  void callsInFlightOfTheServerAreShared() throws Exception {
    RpcServer server = server(RpcLimits.DEFAULT.with().callsPerConnection(4).calls(6).build());
    InetSocketAddress address = server.listenTcp(ANY_PORT);
    RpcClient client = client(RpcLimits.DEFAULT);
    List<CompletableFuture<byte[]>> futures = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      RpcConnection connection = client.connect(address).join();
      for (int i = 0; i < 10; i++) {
        futures.add(call(connection, TestProgram.KEEP, i));
      }
    }
    for (int i = 0; i < 40; i++) {
      RpcCall call = take();
      assertThat(server.statistics().callsInFlight()).isLessThanOrEqualTo(6);
      TestProgram.echo(call);
    }
    CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0])).join();
  }

  @Test
  void bytesInFlight() throws Exception {
    RpcLimits limits =
        RpcLimits.DEFAULT
            .with()
            .recordBytes(200_000)
            .bytesPerConnection(300_000)
            .bytes(500_000)
            .build();
    RpcServer server = server(limits);
    InetSocketAddress address = server.listenTcp(ANY_PORT);
    RpcClient client = client(RpcLimits.DEFAULT);
    List<CompletableFuture<byte[]>> futures = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      RpcConnection connection = client.connect(address).join();
      for (int i = 0; i < 6; i++) {
        futures.add(call(connection, TestProgram.KEEP, 150_000));
      }
    }
    for (int i = 0; i < 18; i++) {
      RpcCall call = take();
      assertThat(server.statistics().callsInFlight()).isLessThanOrEqualTo(4);
      TestProgram.echo(call);
    }
    CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0])).join();
  }

  @Test
  void repliesThatNobodyReads() throws Exception {
    RpcServer server = server(RpcLimits.DEFAULT);
    InetSocketAddress address = server.listenTcp(ANY_PORT);
    int calls = 64;
    int size = 1 << 20;
    ByteBuf stream = Unpooled.buffer();
    for (int i = 0; i < calls; i++) {
      int mark = stream.writerIndex();
      stream.writeInt(0);
      TestProgram.header().encode(i, TestProgram.BIG, stream);
      stream.writeInt(size);
      stream.setInt(mark, 0x8000_0000 | (stream.writerIndex() - mark - 4));
    }
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      stream.readBytes(socket.getOutputStream(), stream.readableBytes());
      Awaitility.await().until(() -> server.statistics().pauses() > 0);
      assertThat(server.statistics().calls()).isLessThan(calls);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < calls; i++) {
        int length = in.readInt() & 0x7fff_ffff;
        assertThat(length).isEqualTo(Replies.ACCEPTED_BYTES + 4 + size);
        assertThat(in.readInt()).isEqualTo(i);
        in.skipNBytes(length - 4L);
      }
    }
    assertThat(server.statistics().calls()).isEqualTo(calls);
  }

  @Test
  void connections() throws Exception {
    RpcServer server = server(RpcLimits.DEFAULT.with().connections(2).build());
    InetSocketAddress address = server.listenTcp(ANY_PORT);
    RpcClient client = client(RpcLimits.DEFAULT);
    RpcConnection one = client.connect(address).join();
    RpcConnection two = client.connect(address).join();
    call(one, TestProgram.ECHO, 1).join();
    call(two, TestProgram.ECHO, 1).join();
    CompletableFuture<Void> refused = new CompletableFuture<>();
    var _ =
        client
            .connect(address)
            .whenComplete(
                (three, closedAlready) -> {
                  if (closedAlready == null) {
                    three.onClose(() -> refused.complete(null));
                  } else {
                    refused.complete(null);
                  }
                });
    refused.join();
    CompletableFuture<Void> gone = new CompletableFuture<>();
    one.onClose(() -> gone.complete(null));
    one.close();
    gone.join();
    Awaitility.await().until(() -> server.statistics().connections() == 1);
    call(client.connect(address).join(), TestProgram.ECHO, 1).join();
  }

  @Test
  void stalledRecordsCloseTheConnection() throws Exception {
    RpcServer server =
        server(RpcLimits.DEFAULT.with().stalledRecord(Duration.ofMillis(300)).build());
    InetSocketAddress address = server.listenTcp(ANY_PORT);
    try (Socket idle = new Socket(address.getAddress(), address.getPort());
        Socket stalled = new Socket(address.getAddress(), address.getPort())) {
      stalled.getOutputStream().write(new byte[] {(byte) 0x80, 0, 1});
      assertThat(stalled.getInputStream().read()).isEqualTo(-1);
      assertThat(idle.isClosed()).isFalse();
      Awaitility.await().until(() -> server.statistics().connections() == 1);
    }
  }

  @Test
  void limitsMustFitTogether() {
    assertThatThrownBy(() -> RpcLimits.DEFAULT.with().calls(1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("callsPerConnection");
  }

  // ---- Calls to the peer

  private static final class Outcome implements ReplyHandler {
    final CompletableFuture<Integer> value = new CompletableFuture<>();
    final CompletableFuture<RpcFailure> failure = new CompletableFuture<>();

    @Override
    public void reply(XdrReader results) {
      value.complete(results.opaque(100_000).length);
    }

    @Override
    public void failed(RpcFailure reason) {
      failure.complete(reason);
    }
  }

  private RpcConnection serverSide(RpcLimits limits, TestProgram clientProgram) throws Exception {
    InetSocketAddress address = server(limits).listenTcp(ANY_PORT);
    RpcConnection connection = client(RpcLimits.DEFAULT, clientProgram).connect(address).join();
    CompletableFuture<byte[]> first = call(connection, TestProgram.KEEP, 1);
    RpcCall call = take();
    TestProgram.echo(call);
    first.join();
    return call.connection();
  }

  @Test
  void serverCallsClientOnTheSameConnection() throws Exception {
    TestProgram clientProgram = new TestProgram();
    RpcConnection backchannel = serverSide(RpcLimits.DEFAULT, clientProgram);
    CallHeader header = TestProgram.header();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Outcome outcome = new Outcome();
      outcomes.add(outcome);
      int size = i * 1000;
      backchannel.call(header, TestProgram.ECHO, a -> a.opaque(new byte[size]), outcome);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(outcomes.get(i).value.join()).isEqualTo(i * 1000);
    }
    Outcome denied = new Outcome();
    backchannel.call(header, TestProgram.DENY, _ -> {}, denied);
    assertThat(denied.failure.join().kind()).isEqualTo(RpcFailure.Kind.AUTH_ERROR);
    Outcome malformed = new Outcome();
    backchannel.call(header, TestProgram.NULL, _ -> {}, malformed);
    assertThat(malformed.failure.join().kind()).isEqualTo(RpcFailure.Kind.MALFORMED_REPLY);
  }

  @Test
  void unansweredCallbacksFail() throws Exception {
    RpcLimits limits =
        RpcLimits.DEFAULT
            .with()
            .callbacksPerConnection(1)
            .callbackTimeout(Duration.ofMillis(500))
            .build();
    TestProgram clientProgram = new TestProgram();
    RpcConnection backchannel = serverSide(limits, clientProgram);
    Outcome silent = new Outcome();
    Outcome surplus = new Outcome();
    backchannel.call(TestProgram.header(), TestProgram.KEEP, a -> a.opaque(new byte[1]), silent);
    backchannel.call(TestProgram.header(), TestProgram.KEEP, a -> a.opaque(new byte[1]), surplus);
    assertThat(surplus.failure.join().kind()).isEqualTo(RpcFailure.Kind.TOO_MANY_CALLS);
    assertThat(silent.failure.join().kind()).isEqualTo(RpcFailure.Kind.TIMED_OUT);
    TestProgram.echo(clientProgram.kept.take());
    Outcome closed = new Outcome();
    backchannel.call(TestProgram.header(), TestProgram.DROP, _ -> {}, closed);
    backchannel.close();
    assertThat(closed.failure.join().kind()).isEqualTo(RpcFailure.Kind.CONNECTION_CLOSED);
    Outcome late = new Outcome();
    backchannel.call(TestProgram.header(), TestProgram.NULL, _ -> {}, late);
    assertThat(late.failure.join().kind()).isEqualTo(RpcFailure.Kind.CONNECTION_CLOSED);
  }
}
