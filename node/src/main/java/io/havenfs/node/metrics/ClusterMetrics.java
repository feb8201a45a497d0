package io.havenfs.node.metrics;

import io.havenfs.node.control.ServicePort;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicaStatus.Connection;
import io.havenfs.replication.ReplicaStatus.PeerStatus;
import io.havenfs.replication.ReplicaStatus.Progress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The cluster's metrics: services' views as this node knows them, the copies of services on this
 * node, and how its peers' copies are doing where it is the primary. Thread-safe; to be closed.
 */
public final class ClusterMetrics implements AutoCloseable {
  private final Quorum quorum;
  private final ServicePort local;
  private final Table table;
  private final Failovers failovers;
  private final Subscription subscription;

  ClusterMetrics(MeterRegistry registry, Quorum quorum, ServicePort local) {
    this.quorum = quorum;
    this.local = local;
    this.table = new Table(registry);
    this.failovers = new Failovers(registry, quorum.state());
    this.subscription =
        quorum.subscribe(
            new QuorumListener() {
              @Override
              public void stateChanged(ControlState state) {
                failovers.look(state);
              }
            });
  }

  /** Reads everything anew. */
  public synchronized void refresh() {
    ControlState state = quorum.state();
    Tags none = Tags.empty();
    table.row("havenfs.quorum.leads", none, quorum.leadership().isPresent() ? 1 : 0);
    table.row("havenfs.quorum.leader.known", none, quorum.leader().isPresent() ? 1 : 0);
    table.row("havenfs.quorum.revision", none, state.revision());
    if (quorum.leadership().isPresent()) {
      quorum
          .health()
          .forEach(
              (node, health) ->
                  table.row(
                      "havenfs.node.health",
                      Tags.of("node", node.name(), "health", word(health)),
                      1));
    }
    state.services().values().forEach(this::service);
    table.publish();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }

  private void service(ServiceState service) {
    Tags tags = Tags.of("service", service.id().name());
    table.row("havenfs.service.epoch", tags, service.view().epoch());
    table.row("havenfs.service.view.version", tags, service.view().version());
    table.row("havenfs.service.copies", tags, service.view().replicas().size());
    table.row("havenfs.service.copies.in.sync", tags, service.view().inSync().size());
    for (NodeId node : service.spec().nodes()) {
      int primary = service.view().isPrimary(node) ? 1 : 0;
      table.row("havenfs.service.primary", tags.and("node", node.name()), primary);
    }
    local.status(service.id()).ifPresent(status -> copy(tags, status));
  }

  private void copy(Tags tags, ReplicaStatus status) {
    for (ReplicaStatus.Role role : ReplicaStatus.Role.values()) {
      int value = status.role() == role ? 1 : 0;
      table.row("havenfs.copy.role", tags.and("role", word(role)), value);
    }
    table.row("havenfs.copy.last.entry", tags, status.lastSn());
    table.row("havenfs.copy.committed.entry", tags, status.committedSn());
    status.synchronising().ifPresent(progress -> progress("havenfs.copy.sync", tags, progress));
    status.peers().forEach((name, peer) -> peer(tags.and("peer", name), peer, status.lastSn()));
  }

  private void peer(Tags tags, PeerStatus peer, long lastSn) {
    table.row("havenfs.peer.in.sync", tags, peer.connection() == Connection.IN_SYNC ? 1 : 0);
    table.row("havenfs.peer.connected", tags, peer.connection() == Connection.ABSENT ? 0 : 1);
    table.row("havenfs.peer.lag.entries", tags, Math.max(0, lastSn - peer.acknowledgedSn()));
    table.row("havenfs.peer.lag.bytes", tags, peer.outstandingBytes());
    peer.synchronising().ifPresent(progress -> progress("havenfs.peer.sync", tags, progress));
  }

  private void progress(String name, Tags tags, Progress progress) {
    table.row(name + ".entries.left", tags, progress.entriesLeft());
    table.row(name + ".bytes.left", tags, progress.bytesLeft());
    table.row(name + ".bytes.done", tags, progress.bytesDone());
    table.row(name + ".bytes.per.second", tags, progress.bytesPerSecond());
  }

  @Override
  public void close() {
    subscription.close();
  }
}
