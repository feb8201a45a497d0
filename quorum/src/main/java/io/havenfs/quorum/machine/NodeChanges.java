package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.Command.NodeStarted;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.ControlStateBuilder;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceState;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Commands about nodes. */
final class NodeChanges {
  private NodeChanges() {}

  static Attempt initialise(ControlState state, Initialise command) {
    if (state.initialised()) {
      return state.clusterId().equals(command.clusterId())
          ? Attempt.done(state)
          : Attempt.no("initialise: there is a cluster already, " + state.clusterId());
    }
    if (command.clusterId().isBlank()) {
      return Attempt.no("initialise: the cluster has no id");
    }
    if (command.nodes().stream().noneMatch(NodeInfo::votes)) {
      return Attempt.no("initialise: none of the nodes is a voter");
    }
    Set<NodeId> ids = new HashSet<>();
    ControlStateBuilder edit =
        state
            .edit()
            .clusterId(command.clusterId())
            .settings(command.settings())
            .longestLease(command.settings().deadAfter());
    for (NodeInfo node : command.nodes()) {
      if (!ids.add(node.id())) {
        return Attempt.no("initialise: node " + node.id() + " is named twice");
      }
      edit.put(node);
    }
    return Attempt.done(edit.build());
  }

  static Attempt add(ControlState state, NodeInfo node) {
    Optional<NodeInfo> there = state.node(node.id());
    if (there.isPresent()) {
      return there.get().withIncarnation(node.incarnation()).equals(node)
          ? Attempt.done(state)
          : Attempt.no("add node " + node.id() + ": there is another node of that name");
    }
    return collision(state, node)
        .map(other -> Attempt.no("add node " + node.id() + ": node " + other + " has its address"))
        .orElseGet(() -> Attempt.done(state.edit().put(node).build()));
  }

  static Attempt update(ControlState state, NodeInfo node) {
    Optional<NodeInfo> there = state.node(node.id());
    if (there.isEmpty()) {
      return Attempt.no("update node " + node.id() + ": no such node");
    }
    NodeInfo next = node.withIncarnation(there.get().incarnation());
    if (next.equals(there.get())) {
      return Attempt.done(state);
    }
    Optional<NodeId> other = collision(state, next);
    if (other.isPresent()) {
      return Attempt.no("update node " + node.id() + ": node " + other.get() + " has its address");
    }
    Optional<ServiceState> user = user(state, node.id());
    if (user.isPresent() && !node.holdsData()) {
      return Attempt.no(
          "update node " + node.id() + ": service " + user.get().id() + " may be on it");
    }
    if (!node.votes() && isOnlyVoter(state, node.id())) {
      return Attempt.no("update node " + node.id() + ": it is the only voter");
    }
    return Attempt.done(state.edit().put(next).build());
  }

  static Attempt remove(ControlState state, NodeId node) {
    if (state.node(node).isEmpty()) {
      return Attempt.no("remove node " + node + ": no such node");
    }
    Optional<ServiceState> user = user(state, node);
    if (user.isPresent()) {
      return Attempt.no("remove node " + node + ": service " + user.get().id() + " may be on it");
    }
    if (isOnlyVoter(state, node)) {
      return Attempt.no("remove node " + node + ": it is the only voter");
    }
    return Attempt.done(state.edit().remove(node).build());
  }

  static Attempt started(ControlState state, NodeStarted command) {
    Optional<NodeInfo> node = state.node(command.node());
    if (node.isEmpty()) {
      return Attempt.no("start node " + command.node() + ": it is not in the cluster");
    }
    long known = node.get().incarnation();
    if (command.incarnation() == known) {
      return Attempt.done(state);
    }
    if (command.incarnation() < known) {
      return Attempt.no(
          "start node " + command.node() + ": a later process of it has already started");
    }
    ControlStateBuilder edit = state.edit().put(node.get().withIncarnation(command.incarnation()));
    for (ServiceState service : state.services().values()) {
      if (service.view().replicas().contains(command.node())) {
        edit.put(CustodyChanges.restarted(service, command));
      }
    }
    return Attempt.done(edit.build());
  }

  private static Optional<NodeId> collision(ControlState state, NodeInfo node) {
    return state.nodes().values().stream()
        .filter(other -> !other.id().equals(node.id()))
        .filter(other -> other.address().equals(node.address()))
        .filter(other -> other.peerPort() == node.peerPort() || other.raftPort() == node.raftPort())
        .map(NodeInfo::id)
        .findFirst();
  }

  private static Optional<ServiceState> user(ControlState state, NodeId node) {
    return state.services().values().stream()
        .filter(
            service ->
                service.spec().nodes().contains(node) || service.view().replicas().contains(node))
        .findFirst();
  }

  private static boolean isOnlyVoter(ControlState state, NodeId node) {
    return state.nodes().values().stream()
        .filter(NodeInfo::votes)
        .allMatch(voter -> voter.id().equals(node));
  }
}
