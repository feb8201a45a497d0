package io.havenfs.node.metrics;

import io.havenfs.node.control.ServicePort;
import io.havenfs.quorum.Quorum;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The daemon's metrics. Everything is read from counters that exist anyway, when somebody asks.
 * Thread-safe; to be closed.
 */
public final class NodeMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Metrics of the process. */
  public NodeMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** For what a server with one service serves. */
  public ServedMetrics served() {
    return new ServedMetrics(registry, Tags.empty());
  }

  /** For what is served of {@code service}. */
  public ServedMetrics served(String service) {
    return new ServedMetrics(registry, Tags.of("service", service));
  }

  /** Adds the cluster's as this node knows it, and its copies'; to be refreshed before a scrape. */
  public ClusterMetrics cluster(Quorum quorum, ServicePort local) {
    return new ClusterMetrics(registry, quorum, local);
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
}
