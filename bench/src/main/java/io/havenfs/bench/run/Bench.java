package io.havenfs.bench.run;

import io.havenfs.bench.BenchException;
import io.havenfs.bench.measure.ProcessCpu;
import io.havenfs.bench.measure.Tally;
import io.havenfs.bench.protocol.Client;
import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.work.Ground;
import io.havenfs.bench.work.Operation;
import io.havenfs.bench.work.Seat;
import io.havenfs.bench.work.Work;
import io.havenfs.bench.work.Works;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.transport.RpcLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs works against a server, one after the other. Used by one thread. */
public final class Bench implements AutoCloseable {
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long the last operations may take to end. */
  private static final int DRAIN_SECONDS = 60;

  private final BenchSettings settings;
  private final List<Work> works;
  private final ProcessCpu cpu;
  private final EventLoops loops;
  private final RpcClient rpc;
  private final long runId = System.nanoTime();

  /** A run, not connected yet. Raises what is wrong with the settings. */
  public Bench(BenchSettings settings) {
    this.settings = settings;
    this.works = Works.named(settings.works(), settings.size());
    this.cpu = new ProcessCpu(settings.pids());
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    this.loops = EventLoops.start(Math.min(threads, settings.connections()), "bench");
    this.rpc = new RpcClient(loops, limits());
  }

  /**
   * Runs all works, giving each one's result to {@code results} when it has ended.
   *
   * @throws BenchException at the first call that fails or is answered with another status than OK
   */
  public void run(Consumer<WorkResult> results) throws InterruptedException {
    Connector connector = new Connector(rpc, settings, runId);
    List<Lane> lanes = new ArrayList<>();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < settings.connections(); i++) {
      Lane lane = connector.lane();
      lanes.add(lane);
      clients.add(connector.client(lane, i));
    }
    FileHandle root = connector.root();
    for (Work work : works) {
      String name = "havenfs-bench-" + Long.toHexString(runId) + "-" + work.name();
      Ground ground = new Ground(lanes.getFirst(), clients.getFirst().setup(), root, name);
      results.accept(run(work, ground, lanes, clients));
      if (!settings.keep()) {
        ground.clear();
      }
    }
    clients.forEach(Client::close);
  }

  private WorkResult run(Work work, Ground ground, List<Lane> lanes, List<Client> clients)
      throws InterruptedException {
    Load load = new Load(settings.connections() * settings.depth());
    List<Tally> tallies = new ArrayList<>();
    List<Slot> slots = new ArrayList<>();
    List<Runnable> ends = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      Tally tally = new Tally();
      tallies.add(tally);
      for (int j = 0; j < settings.depth(); j++) {
        Seat seat = new Seat(i, j, settings.depth(), clients.get(i).slot(j), lanes.get(i));
        Operation operation = work.operation(ground, seat);
        ends.add(operation.end());
        slots.add(new Slot(lanes.get(i), operation, load, tally));
      }
    }
    slots.forEach(Slot::start);
    WorkResult result = measure(work.name(), load, tallies);
    ends.forEach(Runnable::run);
    return result;
  }

  private WorkResult measure(String work, Load load, List<Tally> tallies)
      throws InterruptedException {
    load.run(WARM_UP_NANOS);
    long cpuBefore = cpu.nanos();
    long begun = System.nanoTime();
    load.enter(Load.Phase.MEASURE);
    load.run(TimeUnit.SECONDS.toNanos(settings.seconds()));
    load.enter(Load.Phase.STOP);
    long nanos = System.nanoTime() - begun;
    long cpuUsed = cpu.nanos() - cpuBefore;
    if (!load.awaitStopped(DRAIN_SECONDS)) {
      throw new BenchException(work + ": operations do not end");
    }
    Tally sum = new Tally();
    tallies.forEach(sum::add);
    return new WorkResult(
        work,
        nanos,
        sum,
        settings.pids().isEmpty() ? OptionalLong.empty() : OptionalLong.of(cpuUsed));
  }

  private RpcLimits limits() {
    return RpcLimits.DEFAULT
        .with()
        .callbackTimeout(Duration.ofSeconds(DRAIN_SECONDS))
        .callbacksPerConnection(settings.depth() + 1)
        .build();
  }

  @Override
  public void close() {
    rpc.close();
    loops.close();
  }
}
