package io.havenfs.quorum.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the cluster agrees on, after some number of commands. Immutable; any thread may keep it.
 *
 * @param clusterId drawn when the cluster was made; empty before
 * @param revision how many commands have changed the state: a larger one is a later state, and the
 *     same one is the same state on every node
 * @param configVersion how often the operator's part (nodes, services' specifications, settings)
 *     has changed
 * @param longestLease the longest lease that any leader may have granted and that may still hold:
 *     the present setting, or for some time after it was shortened, the one before
 * @param services with their views, by id
 * @param nextServiceNumber what the next new service gets
 */
public record ControlState(
    String clusterId,
    long revision,
    long configVersion,
    Settings settings,
    DeadAfter longestLease,
    SortedMap<NodeId, NodeInfo> nodes,
    SortedMap<ServiceId, ServiceState> services,
    int nextServiceNumber,
    Journal journal) {
  /** Before there is a cluster. */
  public static final ControlState EMPTY =
      new ControlState(
          "",
          0,
          0,
          Settings.DEFAULT,
          Settings.DEFAULT.deadAfter(),
          new TreeMap<>(),
          new TreeMap<>(),
          1,
          Journal.EMPTY);

  public ControlState {
    nodes = frozen(nodes);
    services = frozen(services);
  }

  private static <K, V> SortedMap<K, V> frozen(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** Whether a cluster has been made. */
  public boolean initialised() {
    return !clusterId.isEmpty();
  }

  /** The node of that name. */
  public Optional<NodeInfo> node(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** The process that the node is known to run; {@link NodeInfo#NEVER_RAN} if there is none. */
  public long incarnation(NodeId id) {
    return node(id).map(NodeInfo::incarnation).orElse(NodeInfo.NEVER_RAN);
  }

  /** The service of that name. */
  public Optional<ServiceState> service(ServiceId id) {
    return Optional.ofNullable(services.get(id));
  }

  /** To make another state of this one. */
  public ControlStateBuilder edit() {
    return new ControlStateBuilder(this);
  }
}
