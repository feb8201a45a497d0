package io.havenfs.node.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gauges whose rows come and go: each {@link #publish} replaces all. Used by one at a time. */
final class Table {
  private final MeterRegistry registry;
  private final Map<String, MultiGauge> gauges = new HashMap<>();
  private final Map<String, List<MultiGauge.Row<?>>> rows = new HashMap<>();

  Table(MeterRegistry registry) {
    this.registry = registry;
  }

  void row(String name, Tags tags, long value) {
    rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(MultiGauge.Row.of(tags, (Number) value));
  }

  void publish() {
    rows.keySet()
        .forEach(
            name -> gauges.computeIfAbsent(name, _ -> MultiGauge.builder(name).register(registry)));
    gauges.forEach((name, gauge) -> gauge.register(rows.getOrDefault(name, List.of()), true));
    rows.clear();
  }
}
