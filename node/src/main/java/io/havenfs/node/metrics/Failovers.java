package io.havenfs.node.metrics;

import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Timeline;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts changes of primaries by service and cause, from when it was made. */
final class Failovers {
  private final MeterRegistry registry;

  /** The last epoch counted of each service. */
  private final Map<ServiceId, Long> counted = new HashMap<>();

  private List<Timeline> seen;

  Failovers(MeterRegistry registry, ControlState now) {
    this.registry = registry;
    this.seen = now.journal().timelines();
    seen.forEach(each -> counted.merge(each.service(), each.epoch(), Math::max));
  }

  /** Counts what is new in {@code state}. */
  synchronized void look(ControlState state) {
    List<Timeline> now = state.journal().timelines();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    for (Timeline each : now) {
      if (each.epoch() > counted.getOrDefault(each.service(), 0L)) {
        counted.put(each.service(), each.epoch());
        Counter.builder("havenfs.service.failovers")
            .description("changes of the primary")
            .tag("service", each.service().name())
            .tag("cause", each.cause().name().toLowerCase(Locale.ROOT))
            .register(registry)
            .increment();
      }
    }
  }
}
