package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls of many sizes on several connections, some answered at once, some by other threads in any
 * order: every reply is the right one, limits hold, and no buffer is lost.
 */
@Timeout(120)
final class CompletionStressTest {
  private static final int CONNECTIONS = 4;
  private static final int DEPTH = 24;
  private static final int CALLS = 1500;
  private static final int WORKERS = 3;

  private final TestProgram program = new TestProgram();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  /** One call after the other; checks that what comes back is what was sent. */
  private final class Caller implements ReplyHandler, Consumer<XdrWriter> {
    private final RpcConnection connection;
    private final CountDownLatch done;
    private final Random random;
    private int left = CALLS / DEPTH;
    private byte[] data = {};

    Caller(RpcConnection connection, CountDownLatch done, long seed) {
      this.connection = connection;
      this.done = done;
      this.random = new Random(seed);
    }

    void next() {
      data = new byte[random.nextInt(random.nextInt(20) == 0 ? 300_000 : 2000)];
      random.nextBytes(data);
      int procedure = random.nextBoolean() ? TestProgram.ECHO : TestProgram.KEEP;
      connection.call(TestProgram.header(), procedure, data.length, this, this);
    }

    @Override
    public void accept(XdrWriter arguments) {
      arguments.opaque(data);
    }

    @Override
    public void reply(XdrReader results) {
      ByteBuf echoed = results.opaqueSlice(data.length);
      boolean same = echoed.readableBytes() == data.length;
      for (int i = 0; same && i < data.length; i += 97) {
        same = echoed.getByte(i) == data[i];
      }
      if (!same) {
        wrong.add("wrong data");
      }
      if (--left > 0) {
        next();
      } else {
        done.countDown();
      }
    }

    @Override
    public void failed(RpcFailure failure) {
      wrong.add(failure.toString());
      done.countDown();
    }
  }

  private void work() {
    try {
      while (true) {
        RpcCall call = program.kept.take();
        TestProgram.echo(call);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource(EventLoops.Kind.class)
  void everyReplyIsTheRightOne(EventLoops.Kind kind) throws Exception {
    long before = PoolUse.activeAllocations();
    EventLoops loops = EventLoops.start(kind, 2, "test");
    RpcLimits tight =
        RpcLimits.DEFAULT
            .with()
            .callsPerConnection(16)
            .calls(48)
            .replyBytesPerConnection(600_000)
            .build();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        RpcServer server = new RpcServer(loops, List.of(program), tight);
        RpcClient client = new RpcClient(loops)) {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        working.add(workers.submit(this::work));
      }
      InetSocketAddress address =
          server.listenTcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      CountDownLatch done = new CountDownLatch(CONNECTIONS * DEPTH);
      for (int c = 0; c < CONNECTIONS; c++) {
        RpcConnection connection = client.connect(address).join();
        for (int d = 0; d < DEPTH; d++) {
          new Caller(connection, done, c * 1000L + d).next();
        }
      }
      assertThat(done.await(100, TimeUnit.SECONDS)).as("all answered").isTrue();
      assertThat(wrong).isEmpty();
      assertThat(program.faults).isEmpty();
      RpcStatistics statistics = server.statistics();
      assertThat(statistics.callsInFlight()).isZero();
      assertThat(statistics.calls()).isEqualTo(CONNECTIONS * DEPTH * (CALLS / DEPTH));
      assertThat(statistics.pauses()).isPositive();
      working.forEach(worker -> worker.cancel(true));
    } finally {
      loops.close();
    }
    assertThat(PoolUse.activeAllocations()).as("pooled buffers still in use").isEqualTo(before);
  }
}
