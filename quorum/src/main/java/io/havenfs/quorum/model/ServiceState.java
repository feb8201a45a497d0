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
 *     disk, but what was promised to be in memory only if its machine stayed up. {@link
 *     #COPY_MISSING} for one that has started since and not found its copy.
 * @param move a move that is wanted
 * @param custody who may have the shared directory open
 */
public record ServiceState(
    int number,
    ServiceSpec spec,
    View view,
    Map<NodeId, Long> inSyncAs,
    Optional<MoveRequest> move,
    Custody custody) {
  /** Instead of an incarnation: the node's last process did not find the copy. */
  public static final long COPY_MISSING = -1;

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

  /**
   * Whether {@code node}, in sync, has not found its copy when it started, or does not trust what
   * it found: its disk was replaced, is not mounted, or is damaged. It must not lead, and make
   * others throw away what they have.
   */
  public boolean lacksCopy(NodeId node) {
    Long then = inSyncAs.get(node);
    return then != null && then == COPY_MISSING;
  }

  /** The same with what a process of {@code node}, which has opened no copy, has found. */
  public ServiceState withCopyOf(NodeId node, boolean found) {
    if (spec.storage().shared() || !view.inSync().contains(node) || found != lacksCopy(node)) {
      return this;
    }
    Map<NodeId, Long> as = new HashMap<>(inSyncAs);
    as.put(node, found ? NodeInfo.NEVER_RAN : COPY_MISSING);
    return new ServiceState(number, spec, view, as, move, custody);
  }

  /** Another specification. */
  public ServiceState with(ServiceSpec next) {
    return new ServiceState(number, next, view, inSyncAs, move, custody);
  }

  /** Another view, in which nobody is in sync who was not. */
  public ServiceState with(View next) {
    Map<NodeId, Long> left = new HashMap<>(inSyncAs);
    left.keySet().retainAll(next.inSync());
    return new ServiceState(number, spec, next, left, move, custody);
  }

  /** Another request for a move, or none. */
  public ServiceState with(Optional<MoveRequest> next) {
    return new ServiceState(number, spec, view, inSyncAs, next, custody);
  }

  /** Another custody. */
  public ServiceState with(Custody next) {
    return new ServiceState(number, spec, view, inSyncAs, move, next);
  }
}
