package io.havenfs.quorum.model;

import java.util.HashSet;
import java.util.List;

/**
 * A service as the operator wants it.
 *
 * @param addresses what clients mount; at least one
 * @param exports lines of exports(5)
 * @param nodes on which it may be, preferred first; which of them hold replicas is {@link
 *     Storage#replicas}'s answer
 * @param automaticFallback whether it goes back by itself to a node that is preferred to the one it
 *     is on, when that has caught up
 */
public record ServiceSpec(
    ServiceId id,
    List<ServiceAddress> addresses,
    List<String> exports,
    NfsOptions nfs,
    Desired desired,
    List<NodeId> nodes,
    boolean automaticFallback,
    Storage storage,
    SyncOptions sync) {
  public ServiceSpec {
    addresses = List.copyOf(addresses);
    exports = List.copyOf(exports);
    nodes = List.copyOf(nodes);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("service " + id + " has no address");
    }
    if (new HashSet<>(addresses).size() != addresses.size()) {
      throw new IllegalArgumentException("service " + id + " has an address twice: " + addresses);
    }
    if (new HashSet<>(nodes).size() != nodes.size()) {
      throw new IllegalArgumentException("service " + id + " names a node twice: " + nodes);
    }
    if (nodes.size() < storage.copies()) {
      throw new IllegalArgumentException(
          "service " + id + " wants " + storage.copies() + " copies on " + nodes.size() + " nodes");
    }
  }

  /** Who holds the replicas. */
  public List<NodeId> replicas() {
    return storage.replicas(nodes);
  }

  /** The same service, wanted online or offline. */
  public ServiceSpec withDesired(Desired next) {
    return new ServiceSpec(
        id, addresses, exports, nfs, next, nodes, automaticFallback, storage, sync);
  }
}
