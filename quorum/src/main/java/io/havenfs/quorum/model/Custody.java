package io.havenfs.quorum.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may have a service's shared directory open, as far as the cluster knows. Always empty for
 * replicated services.
 *
 * <p>A node that is named as primary may open it from then on, so it is a holder from then on; it
 * is one until it says that it has left, or a later primary says that all others are cut off. Being
 * deposed changes nothing: a deposed process may be frozen in the middle of a write.
 *
 * @param holders at most one a node
 * @param unable nodes that gave the service up because they could not open the directory; they are
 *     tried last
 */
public record Custody(List<Holder> holders, Set<NodeId> unable) {
  /** Nobody. */
  public static final Custody NONE = new Custody(List.of(), Set.of());

  public Custody {
    holders = List.copyOf(holders);
    unable = Set.copyOf(unable);
  }

  /**
   * A process that may have the directory open.
   *
   * @param epoch the last one for which it was named as primary
   */
  public record Holder(NodeId node, long incarnation, long epoch) {}

  /** The holder on {@code node}. */
  public Optional<Holder> on(NodeId node) {
    return holders.stream().filter(each -> each.node().equals(node)).findFirst();
  }

  /** With another holder, in the place of earlier ones on its node. */
  public Custody with(Holder holder) {
    List<Holder> all = new ArrayList<>(others(holder.node()));
    all.add(holder);
    return new Custody(all, unable);
  }

  /** Without what {@code node} may have opened in {@code epoch} and before. */
  public Custody left(NodeId node, long epoch) {
    return new Custody(
        holders.stream().filter(each -> !each.node().equals(node) || each.epoch() > epoch).toList(),
        unable);
  }

  /** With no holder but the one on {@code node}. */
  public Custody only(NodeId node) {
    return new Custody(on(node).stream().toList(), unable);
  }

  /** The holders that are not on {@code node}. */
  public List<Holder> others(NodeId node) {
    return holders.stream().filter(each -> !each.node().equals(node)).toList();
  }

  /** With {@code node} among those that could not open the directory. */
  public Custody unable(NodeId node) {
    Set<NodeId> more = new HashSet<>(unable);
    more.add(node);
    return new Custody(holders, more);
  }

  /** With {@code node} not among those. */
  public Custody able(NodeId node) {
    Set<NodeId> fewer = new HashSet<>(unable);
    fewer.remove(node);
    return new Custody(holders, fewer);
  }
}
