package io.havenfs.quorum.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A service as it is.
 *
 * @param number given at creation, never given again in this cluster: what the file systems'
 *     identities derive from
 * @param inSyncAs by which incarnation each node in sync was when it came in sync. One that has
 *     another incarnation now has restarted since: it has everything that was promised to be on
 *     disk, but what was promised to be in memory only if its machine stayed up.
 * @param move a move that is wanted
 */
public record ServiceState(
    int number,
    ServiceSpec spec,
    View view,
    Map<NodeId, Long> inSyncAs,
    Optional<MoveRequest> move) {
  public ServiceState {
    inSyncAs = Map.copyOf(inSyncAs);
    if (number < 1) {
      throw new IllegalArgumentException("services are numbered from 1");
    }
    if (inSyncAs.size() != view.inSync().size() || !inSyncAs.keySet().containsAll(view.inSync())) {
      throw new IllegalArgumentException("inSyncAs names others than are in sync");
    }
  }

  /** The service's id. */
  public ServiceId id() {
    return spec.id();
  }

  /** Whether {@code node}, in sync, is still the process that came in sync. */
  public boolean isSameProcess(NodeInfo node) {
    Long then = inSyncAs.get(node.id());
    return then != null && then == node.incarnation();
  }

  /** Another specification. */
  public ServiceState with(ServiceSpec next) {
    return new ServiceState(number, next, view, inSyncAs, move);
  }

  /** Another view, in which nobody is in sync who was not. */
  public ServiceState with(View next) {
    Map<NodeId, Long> left = new HashMap<>(inSyncAs);
    left.keySet().retainAll(next.inSync());
    return new ServiceState(number, spec, next, left, move);
  }

  /** Another request for a move, or none. */
  public ServiceState with(Optional<MoveRequest> next) {
    return new ServiceState(number, spec, view, inSyncAs, next);
  }
}
