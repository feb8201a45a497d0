package io.havenfs.node.metrics;

import io.havenfs.engine.Engine;
import io.havenfs.rpc.transport.RpcStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The daemon's metrics. Everything is read from counters that exist anyway, when somebody asks.
 * Thread-safe; to be closed.
 */
public final class NodeMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Meters refer weakly to what they read. */
  private final List<Object> sources = new CopyOnWriteArrayList<>();

  /** Metrics of the process. */
  public NodeMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Adds a program's calls by procedure. */
  public void calls(CountedProgram program, String transport) {
    for (CountedProgram.Count count : program.counts()) {
      FunctionCounter.builder("havenfs.rpc.calls", count.calls(), LongAdder::doubleValue)
          .description("calls by program, version and procedure")
          .tag("transport", transport)
          .tag("program", Integer.toString(program.program()))
          .tag("version", Integer.toString(count.version()))
          .tag("procedure", Integer.toString(count.procedure()))
          .register(registry);
    }
  }

  /** Adds the transport's counts. */
  public void transport(Supplier<RpcStatistics> statistics) {
    sources.add(statistics);
    gauge(statistics, "havenfs.rpc.connections", "connections open", RpcStatistics::connections);
    gauge(
        statistics,
        "havenfs.rpc.calls.in.flight",
        "calls not yet answered",
        RpcStatistics::callsInFlight);
    counter(
        statistics,
        "havenfs.rpc.rejected",
        "calls refused before a program saw them",
        RpcStatistics::rejected);
    counter(
        statistics, "havenfs.rpc.received.bytes", "bytes received", RpcStatistics::receivedBytes);
    counter(statistics, "havenfs.rpc.sent.bytes", "bytes sent", RpcStatistics::sentBytes);
    counter(
        statistics,
        "havenfs.rpc.pauses",
        "how often a connection was not read from because of a limit",
        RpcStatistics::pauses);
  }

  /** Adds the engine's. */
  public void engine(Engine engine) {
    sources.add(engine);
    gauge(engine, "havenfs.space.total.bytes", "size", e -> e.capacity().totalBytes());
    gauge(engine, "havenfs.space.available.bytes", "free", e -> e.capacity().availableBytes());
    gauge(engine, "havenfs.files.total", "inodes of the disk", e -> e.capacity().totalFiles());
    gauge(engine, "havenfs.files.free", "free inodes", e -> e.capacity().freeFiles());
  }

  /** Everything in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private <T> void gauge(T source, String name, String description, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).description(description).register(registry);
  }

  private void gauge(
      Supplier<RpcStatistics> source,
      String name,
      String description,
      ToDoubleFunction<RpcStatistics> value) {
    Gauge.builder(name, source, s -> value.applyAsDouble(s.get()))
        .description(description)
        .register(registry);
  }

  private void counter(
      Supplier<RpcStatistics> source,
      String name,
      String description,
      ToDoubleFunction<RpcStatistics> value) {
    FunctionCounter.builder(name, source, s -> value.applyAsDouble(s.get()))
        .description(description)
        .register(registry);
  }
}
