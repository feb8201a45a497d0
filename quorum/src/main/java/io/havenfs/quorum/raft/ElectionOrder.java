package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.View;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * In which order voters stand for election when the leader's process has ended.
 *
 * <p>First come those who hold the fewest copies that may be served from there: a witness before
 * anybody else. So the quorum is mostly led by a node that is no primary, and when a primary dies
 * no election has to be held before another one is named.
 */
final class ElectionOrder {
  private ElectionOrder() {}

  /** The voters but {@code ended}, in the same order on every node that has the same state. */
  static List<NodeId> of(ControlState state, Collection<NodeId> voters, NodeId ended) {
    return voters.stream()
        .filter(voter -> !voter.equals(ended))
        .sorted(
            Comparator.comparingLong((NodeId voter) -> copies(state, voter))
                .thenComparing(NodeId::name))
        .toList();
  }

  private static long copies(ControlState state, NodeId node) {
    return state.services().values().stream()
        .map(service -> service.view())
        .map(View::inSync)
        .filter(inSync -> inSync.contains(node))
        .count();
  }
}
