package io.havenfs.quorum.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Who holds a service, as the quorum says.
 *
 * <p>Every change raises {@code version} by one; proposals are compared and set on it. {@code
 * epoch} rises by one when the primary changes, to nobody too, and when a restarted primary takes
 * over again; entries of the service's log carry it. Epoch 0 is before the first primary: no
 * replica has anything yet.
 *
 * <p>What follows what is checked by the state machine; a view by itself is only well formed: the
 * primary is in sync, who is in sync is a replica, nobody is named twice.
 *
 * @param primary who may serve, as long as its lease holds
 * @param inSync whose logs contain every committed entry; only these may become primary
 * @param replicas who holds a copy, in the preferred order
 */
public record View(
    long epoch,
    long version,
    Optional<NodeId> primary,
    List<NodeId> inSync,
    List<NodeId> replicas) {
  public View {
    inSync = List.copyOf(inSync);
    replicas = List.copyOf(replicas);
    if (epoch < 0 || version < 0) {
      throw new IllegalArgumentException("a view's epoch and version are not negative");
    }
    if (new HashSet<>(inSync).size() != inSync.size()
        || new HashSet<>(replicas).size() != replicas.size()) {
      throw new IllegalArgumentException("a view names a replica twice: " + inSync + replicas);
    }
    if (!new HashSet<>(replicas).containsAll(inSync)) {
      throw new IllegalArgumentException(
          "in sync but no replica: " + inSync + " are not all among " + replicas);
    }
    if (primary.isPresent() && !inSync.contains(primary.get())) {
      throw new IllegalArgumentException("the primary " + primary.get() + " is not in sync");
    }
    if (epoch == 0 && (primary.isPresent() || !inSync.isEmpty())) {
      throw new IllegalArgumentException("in epoch 0 there is neither a primary nor data in sync");
    }
    if (epoch > 0 && inSync.isEmpty()) {
      throw new IllegalArgumentException("nobody is in sync: the service's data would be lost");
    }
  }

  /** A new service's: no primary, no data. */
  public static View fresh(List<NodeId> replicas) {
    return new View(0, 0, Optional.empty(), List.of(), replicas);
  }

  /** Whether {@code node} is the primary. */
  public boolean isPrimary(NodeId node) {
    return primary.isPresent() && primary.get().equals(node);
  }

  /** The next view: {@code node} begins a new epoch, with {@code nextInSync}. */
  public View takenOver(NodeId node, List<NodeId> nextInSync) {
    return new View(epoch + 1, version + 1, Optional.of(node), nextInSync, replicas);
  }

  /** The next view: nobody serves. Only after the first epoch. */
  public View released() {
    return new View(epoch + 1, version + 1, Optional.empty(), inSync, replicas);
  }

  /** The next view: nobody serves, and of all copies that of {@code node} counts. */
  public View restartedFrom(NodeId node) {
    return new View(epoch + 1, version + 1, Optional.empty(), List.of(node), replicas);
  }

  /** The next view: {@code node}, not the primary, is no longer in sync. */
  public View without(NodeId node) {
    List<NodeId> left = inSync.stream().filter(other -> !other.equals(node)).toList();
    return new View(epoch, version + 1, primary, left, replicas);
  }

  /** The next view: {@code node} has caught up. */
  public View with(NodeId node) {
    List<NodeId> more = new ArrayList<>(inSync);
    more.add(node);
    return new View(epoch, version + 1, primary, more, replicas);
  }

  /** The next view: other replicas; who goes is no longer in sync. */
  public View replicatedOn(List<NodeId> nextReplicas) {
    List<NodeId> left = inSync.stream().filter(nextReplicas::contains).toList();
    return new View(epoch, version + 1, primary, left, nextReplicas);
  }

  /** The same view under the next version: what was proposed against it until now is refused. */
  public View renewed() {
    return new View(epoch, version + 1, primary, inSync, replicas);
  }
}
