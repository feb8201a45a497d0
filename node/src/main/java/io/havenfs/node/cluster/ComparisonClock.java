package io.havenfs.node.cluster;

import io.havenfs.cluster.agent.AgentState;
import io.havenfs.cluster.agent.ServiceAgent;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the copies of services compared from time to time, where that is configured: by the node that
 * serves, so long after it began to, or after the last comparison. Used by one thread.
 */
final class ComparisonClock {
  private static final Logger LOG = LoggerFactory.getLogger(ComparisonClock.class);

  private final Map<ServiceId, Long> since = new HashMap<>();

  /** Looks at one service at {@code nowNanos}; begins a comparison if it is time. */
  void look(ServiceState service, ServiceAgent agent, long nowNanos) {
    ServiceId id = service.id();
    Optional<Duration> every = service.spec().sync().compareEvery();
    if (every.isEmpty() || !(agent.state() instanceof AgentState.Serving)) {
      since.remove(id);
      return;
    }
    long begun = since.computeIfAbsent(id, _ -> nowNanos);
    if (nowNanos - begun >= every.get().toNanos()) {
      since.put(id, nowNanos);
      agent
          .copy()
          .compare()
          .whenComplete(
              (comparison, failure) ->
                  LOG.info(
                      "service {}: copies compared: {}",
                      id,
                      String.valueOf(failure == null ? comparison : failure)));
    }
  }
}
