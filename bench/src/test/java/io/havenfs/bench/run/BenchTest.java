package io.havenfs.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.bench.BenchException;
import io.havenfs.bench.work.Works;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.transport.RpcLimits;
import io.havenfs.rpc.transport.RpcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every work against a server that decodes strictly. */
class BenchTest {
  private final ConstantNfs3 nfs = ConstantNfs3.nfs();
  private final EventLoops loops = EventLoops.start(1, "server");
  private final RpcServer server =
      new RpcServer(loops, List.of(nfs, ConstantNfs3.mount()), RpcLimits.DEFAULT);
  private InetSocketAddress address = new InetSocketAddress(0);

  @BeforeEach
  void listen() throws IOException {
    address = server.listenTcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() {
    server.close();
    loops.close();
  }

  @Test
  void allButTheRefusedWorkRun() throws InterruptedException {
    List<String> names = new ArrayList<>(Works.NAMES);
    names.removeAll(List.of("create-remove", "small-file"));
    names.removeAll(Works.STATEFUL);
    List<WorkResult> results = new ArrayList<>();
    try (Bench bench = new Bench(settings(names))) {
      bench.run(results::add);
    }
    assertThat(results).extracting(WorkResult::work).isEqualTo(names);
    assertThat(results).allSatisfy(BenchTest::isPlausible);
    assertThat(nfs.complaints()).isEmpty();
  }

  @Test
  void aStatusEndsTheRunAndIsNamed() {
    try (Bench bench = new Bench(settings(List.of("small-file")))) {
      assertThatThrownBy(() -> bench.run(_ -> {}))
          .isInstanceOf(BenchException.class)
          .hasMessage("CREATE: NOSPC (28)");
    }
    assertThat(nfs.complaints()).isEmpty();
  }

  @Test
  void locksOverVersion3AreRefused() {
    try (Bench bench = new Bench(settings(List.of("locks")))) {
      assertThatThrownBy(() -> bench.run(_ -> {}))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("4.1");
    }
  }

  @Test
  void anUnknownWorkIsNamed() {
    assertThatThrownBy(() -> new Bench(settings(List.of("nonsense"))))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("'nonsense'");
  }

  private static void isPlausible(WorkResult result) {
    assertThat(result.operationsPerSecond()).isPositive();
    assertThat(result.micros(0.5)).isPositive().isLessThanOrEqualTo(result.micros(1));
    boolean hasPayload = result.work().startsWith("read") || result.work().startsWith("write");
    boolean isDirectory = result.work().equals("readdirplus");
    assertThat(result.megabytesPerSecond() > 0).isEqualTo(hasPayload && !isDirectory);
    assertThat(result.cpuNanos()).isPresent();
    assertThat(Report.json(result)).startsWith("{\"work\":\"").endsWith("}");
  }

  private BenchSettings settings(List<String> works) {
    return new BenchSettings(
        address,
        address.getPort(),
        "/",
        Version.V3,
        works,
        2,
        4,
        1,
        4096,
        List.of(ProcessHandle.current().pid()),
        false);
  }
}
