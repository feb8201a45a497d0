package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.client.RpcCallException;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.xdr.XdrReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RpcServerTest {
  private final TestProgram program = new TestProgram();
  private EventLoops loops;
  private RpcServer server;
  private RpcClient client;
  private RpcConnection connection;

  @BeforeEach
  void start() throws Exception {
    loops = EventLoops.start(2, "test");
    server =
        new RpcServer(
            loops, List.of(program), RpcLimits.DEFAULT, (_, fault) -> program.faults.add(fault));
    InetSocketAddress address =
        server.listenTcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client = new RpcClient(loops);
    connection = client.connect(address).join();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    loops.close();
  }

  private <T> CompletableFuture<T> call(
      int procedure, byte[] data, Function<XdrReader, T> decoder) {
    return RpcClient.call(
        connection, TestProgram.header(), procedure, args -> args.opaque(data), decoder);
  }

  private CompletableFuture<byte[]> echo(byte[] data) {
    return call(TestProgram.ECHO, data, results -> results.opaque(4 << 20));
  }

  private static byte[] random(int size, long seed) {
    byte[] data = new byte[size];
    new Random(seed).nextBytes(data);
    return data;
  }

  private RpcFailure failure(CallHeader header, int procedure) {
    CompletableFuture<Integer> future =
        RpcClient.call(connection, header, procedure, _ -> {}, XdrReader::int32);
    return future
        .handle(
            (result, failed) -> {
              if (failed instanceof RpcCallException exception) {
                return exception.failure();
              }
              throw new AssertionError("answered with " + result, failed);
            })
        .join();
  }

  @Test
  void echoesRecordsOfAllSizes() {
    for (int size : new int[] {0, 1, 3, 100, 1000, 8191, 8192, 65_536, 70_000, 1 << 20, 2 << 20}) {
      byte[] data = random(size, size);
      assertThat(echo(data).join()).as("%d bytes", size).isEqualTo(data);
    }
  }

  @Test
  void echoesMixedSizesPipelined() {
    Random random = new Random(7);
    List<byte[]> sent = new ArrayList<>();
    List<CompletableFuture<byte[]>> received = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] data = random(random.nextInt(10) == 0 ? random.nextInt(300_000) : 200, i);
      sent.add(data);
      received.add(echo(data));
    }
    for (int i = 0; i < sent.size(); i++) {
      assertThat(received.get(i).join()).isEqualTo(sent.get(i));
    }
  }

  @Test
  void answersOutOfOrderFromOtherThreads() throws Exception {
    byte[] first = random(300, 1);
    byte[] second = random(20_000, 2);
    CompletableFuture<byte[]> one = call(TestProgram.KEEP, first, r -> r.opaque(1 << 20));
    CompletableFuture<byte[]> two = call(TestProgram.KEEP, second, r -> r.opaque(1 << 20));
    RpcCall callOne = program.kept.take();
    RpcCall callTwo = program.kept.take();
    assertThat(echo(new byte[4]).join()).hasSize(4);
    assertThat(one).isNotDone();
    TestProgram.echo(callTwo);
    assertThat(two.join()).isEqualTo(second);
    assertThat(one).isNotDone();
    TestProgram.echo(callOne);
    assertThat(one.join()).isEqualTo(first);
  }

  @Test
  void completesOnlyOnce() throws Exception {
    CompletableFuture<byte[]> future = call(TestProgram.KEEP, new byte[8], r -> r.opaque(8));
    RpcCall call = program.kept.take();
    assertThatThrownBy(call::send).isInstanceOf(IllegalStateException.class);
    TestProgram.echo(call);
    assertThatThrownBy(call::send).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(call::drop).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(call::reply).isInstanceOf(IllegalStateException.class);
    assertThat(future.join()).hasSize(8);
  }

  @Test
  void rejectsWhatIsNotServed() {
    CallHeader unknown = new CallHeader(TestProgram.NUMBER + 1, 3, Credential.NONE);
    assertThat(failure(unknown, 0).kind()).isEqualTo(RpcFailure.Kind.PROG_UNAVAIL);
    CallHeader version = new CallHeader(TestProgram.NUMBER, 5, Credential.NONE);
    assertThat(failure(version, 0))
        .isEqualTo(new RpcFailure(RpcFailure.Kind.PROG_MISMATCH, "versions 2 to 4 are served"));
    assertThat(failure(TestProgram.header(), 99).kind()).isEqualTo(RpcFailure.Kind.PROC_UNAVAIL);
  }

  @Test
  void answersForFailingPrograms() {
    CallHeader header = TestProgram.header();
    assertThat(failure(header, TestProgram.OVERREAD).kind())
        .isEqualTo(RpcFailure.Kind.GARBAGE_ARGS);
    assertThat(program.faults).isEmpty();
    assertThat(failure(header, TestProgram.BUG).kind()).isEqualTo(RpcFailure.Kind.SYSTEM_ERR);
    assertThat(program.faults).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(failure(header, TestProgram.DENY))
        .isEqualTo(new RpcFailure(RpcFailure.Kind.AUTH_ERROR, "AUTH_TOOWEAK"));
  }

  @Test
  void decodesCredentials() {
    for (int uid : new int[] {0, 1000, 1000, -2}) {
      CallHeader header =
          new CallHeader(TestProgram.NUMBER, 3, new Credential.Sys(5, "host", uid, 1, 2, 3, 4));
      int seen =
          RpcClient.call(connection, header, TestProgram.WHO, _ -> {}, XdrReader::int32).join();
      assertThat(seen).isEqualTo(uid);
    }
  }

  @Test
  void drainsWhatWasBegun() throws Exception {
    CompletableFuture<byte[]> future = call(TestProgram.KEEP, new byte[100], r -> r.opaque(100));
    RpcCall call = program.kept.take();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    connection.onClose(() -> closed.complete(null));
    CompletableFuture<Void> drained = server.drain(java.time.Duration.ofSeconds(30));
    assertThat(closed).isNotDone();
    TestProgram.echo(call);
    assertThat(future.join()).hasSize(100);
    drained.get(10, TimeUnit.SECONDS);
    closed.get(10, TimeUnit.SECONDS);
    assertThat(server.statistics().callsInFlight()).isZero();
  }
}
