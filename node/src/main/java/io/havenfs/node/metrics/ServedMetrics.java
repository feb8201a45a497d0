package io.havenfs.node.metrics;

import io.havenfs.engine.Engine;
import io.havenfs.rpc.transport.RpcStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of what is served, while it is: closing takes them out, and the next time their counters
 * begin at zero. Thread-safe.
 */
public final class ServedMetrics implements AutoCloseable {
  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> meters = new CopyOnWriteArrayList<>();

  /** Meters refer weakly to what they read. */
  private final List<Object> sources = new CopyOnWriteArrayList<>();

  ServedMetrics(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  /** Adds programs' calls by procedure. */
  public ServedMetrics calls(List<CountedProgram> programs, String transport) {
    for (CountedProgram program : programs) {
      for (CountedProgram.Count count : program.counts()) {
        meters.add(
            FunctionCounter.builder("havenfs.rpc.calls", count.calls(), LongAdder::doubleValue)
                .description("calls by program, version and procedure")
                .tags(tags)
                .tag("transport", transport)
                .tag("program", Integer.toString(program.program()))
                .tag("version", Integer.toString(count.version()))
                .tag("procedure", Integer.toString(count.procedure()))
                .register(registry));
      }
    }
    return this;
  }

  /** Adds the transport's counts. */
  public ServedMetrics transport(Supplier<RpcStatistics> source) {
    gauge(source, "havenfs.rpc.connections", "connections open", RpcStatistics::connections);
    gauge(
        source,
        "havenfs.rpc.calls.in.flight",
        "calls not yet answered",
        RpcStatistics::callsInFlight);
    counter(
        source,
        "havenfs.rpc.rejected",
        "calls refused before a program saw them",
        RpcStatistics::rejected);
    counter(source, "havenfs.rpc.received.bytes", "bytes received", RpcStatistics::receivedBytes);
    counter(source, "havenfs.rpc.sent.bytes", "bytes sent", RpcStatistics::sentBytes);
    counter(
        source,
        "havenfs.rpc.pauses",
        "how often a connection was not read from because of a limit",
        RpcStatistics::pauses);
    return this;
  }

  /** Adds the engine's. */
  public ServedMetrics engine(Engine engine) {
    Supplier<Engine> source = () -> engine;
    gauge(source, "havenfs.space.total.bytes", "size", e -> e.capacity().totalBytes());
    gauge(source, "havenfs.space.available.bytes", "free", e -> e.capacity().availableBytes());
    gauge(source, "havenfs.files.total", "inodes of the disk", e -> e.capacity().totalFiles());
    gauge(source, "havenfs.files.free", "free inodes", e -> e.capacity().freeFiles());
    return this;
  }

  private <T> void gauge(
      Supplier<T> source, String name, String description, ToDoubleFunction<T> value) {
    sources.add(source);
    meters.add(
        Gauge.builder(name, source, s -> value.applyAsDouble(s.get()))
            .description(description)
            .tags(tags)
            .register(registry));
  }

  private void counter(
      Supplier<RpcStatistics> source,
      String name,
      String description,
      ToDoubleFunction<RpcStatistics> value) {
    sources.add(source);
    meters.add(
        FunctionCounter.builder(name, source, s -> value.applyAsDouble(s.get()))
            .description(description)
            .tags(tags)
            .register(registry));
  }

  @Override
  public void close() {
    meters.forEach(registry::remove);
    meters.clear();
    sources.clear();
  }
}
