package io.havenfs.node.control;

import io.havenfs.node.control.ClusterReport.EventReport;
import io.havenfs.node.control.ClusterReport.FailoverReport;
import io.havenfs.node.control.ClusterReport.NodeReport;
import io.havenfs.node.control.ClusterReport.ServiceReport;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Event;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Timeline;
import io.havenfs.quorum.model.Timeline.Step;
import io.havenfs.replication.ReplicaStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Makes reports of what this node knows. */
final class Reports {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Quorum quorum;
  private final ServicePort local;

  Reports(Quorum quorum, ServicePort local) {
    this.quorum = quorum;
    this.local = local;
  }

  ClusterReport cluster() {
    ControlState state = quorum.state();
    Map<NodeId, Health> health = quorum.leadership().isPresent() ? quorum.health() : Map.of();
    return new ClusterReport(
        state.clusterId(),
        quorum.self().name(),
        quorum.leader().map(NodeId::name).orElse(""),
        state.revision(),
        state.configVersion(),
        state.settings().deadAfter().name(),
        state.settings().lagLimit().toMillis(),
        state.settings().syncsAtOnce(),
        state.nodes().values().stream().map(node -> node(node, health)).toList(),
        state.services().values().stream().map(this::service).toList(),
        state.journal().events().stream().map(Reports::event).toList(),
        state.journal().timelines().stream().map(Reports::failover).toList());
  }

  private static NodeReport node(NodeInfo node, Map<NodeId, Health> health) {
    Health judged = health.get(node.id());
    return new NodeReport(
        node.id().name(),
        node.address(),
        node.peerPort(),
        node.raftPort(),
        node.adminPort(),
        node.roles().stream().map(Enum::name).sorted().toList(),
        judged == null ? "UNKNOWN" : judged.name());
  }

  private ServiceReport service(ServiceState service) {
    return new ServiceReport(
        ServiceDescription.of(service.spec()),
        service.number(),
        service.view().epoch(),
        service.view().version(),
        name(service.view().primary()),
        names(service.view().inSync()),
        names(service.view().replicas()),
        service.move().map(move -> move.to().name()).orElse(""),
        local.status(service.id()).map(Reports::replica).orElse(Map.of()));
  }

  private static Map<String, Object> replica(ReplicaStatus status) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("role", status.role().name());
    all.put("epoch", status.epoch());
    all.put("lastSn", status.lastSn());
    all.put("committedSn", status.committedSn());
    all.put("stateLost", status.stateLost());
    status.synchronising().ifPresent(progress -> all.put("synchronising", progress(progress)));
    Map<String, Object> peers = new TreeMap<>();
    status.peers().forEach((name, peer) -> peers.put(name, peer(peer)));
    all.put("peers", peers);
    return all;
  }

  private static Map<String, Object> peer(ReplicaStatus.PeerStatus peer) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("connection", peer.connection().name());
    all.put("acknowledgedSn", peer.acknowledgedSn());
    all.put("outstandingBytes", peer.outstandingBytes());
    all.put("fetchedBytes", peer.fetchedBytes());
    peer.synchronising().ifPresent(progress -> all.put("synchronising", progress(progress)));
    return all;
  }

  private static Map<String, Object> progress(ReplicaStatus.Progress progress) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("entriesLeft", progress.entriesLeft());
    all.put("bytesLeft", progress.bytesLeft());
    all.put("bytesDone", progress.bytesDone());
    all.put("bytesPerSecond", progress.bytesPerSecond());
    progress.secondsLeft().ifPresent(left -> all.put("secondsLeft", left));
    return all;
  }

  private static EventReport event(Event event) {
    return new EventReport(
        instant(event.wallNanos()),
        event.severity().name(),
        event.source().name(),
        event.service().map(service -> service.name()).orElse(""),
        event.text());
  }

  private static FailoverReport failover(Timeline timeline) {
    long first = timeline.stamps().values().stream().mapToLong(Long::longValue).min().orElse(0);
    Map<String, Double> millis = new LinkedHashMap<>();
    for (Step step : Step.values()) {
      Long at = timeline.stamps().get(step);
      if (at != null) {
        millis.put(step.name(), (at - first) / NANOS_PER_MILLI);
      }
    }
    return new FailoverReport(
        timeline.service().name(),
        timeline.epoch(),
        timeline.cause().name(),
        name(timeline.from()),
        timeline.to().name(),
        instant(first),
        millis);
  }

  private static String instant(long wallNanos) {
    return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(wallNanos)).toString();
  }

  private static String name(Optional<NodeId> node) {
    return node.map(NodeId::name).orElse("");
  }

  private static List<String> names(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::name).toList();
  }
}
