package io.havenfs.simulation.cluster;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows which deaths lose what was promised to be in memory only. A service promises that to
 * survive as long as one copy in sync neither lost power nor, while another one lost it, its
 * process: who is restarted cannot tell what else happened. A copy that is paused or cut off is
 * taken for dead like one that is.
 */
final class Taint {
  private final io.havenfs.simulation.quorum.SimulatedQuorum quorum;
  private final Service service;
  private final Map<String, Machine> machines;

  /** Up to which incarnation a node's processes lived before its last loss of power. */
  private final Map<NodeId, Long> lostPower = new HashMap<>();

  /** How many pauses and cuts of a node have not ended. */
  private final Map<NodeId, Integer> away = new HashMap<>();

  Taint(
      io.havenfs.simulation.quorum.SimulatedQuorum quorum,
      Service service,
      Map<String, Machine> machines) {
    this.quorum = quorum;
    this.service = service;
    this.machines = machines;
  }

  void lostPower(Node node) {
    lostPower.put(node.id(), node.incarnation());
  }

  /** A pause or cut begins. */
  void goesAway(NodeId node) {
    away.merge(node, 1, Integer::sum);
  }

  /** A pause or cut ends. */
  void comesBack(NodeId node) {
    away.merge(node, -1, Integer::sum);
  }

  private ServiceState state() {
    return quorum.state().service(service.id()).orElseThrow();
  }

  /** Whether another copy in sync is what it was when it came in sync. */
  private boolean anotherIsIntact(NodeId than) {
    ServiceState now = state();
    return now.view().inSync().stream()
        .anyMatch(other -> !other.equals(than) && isIntact(now, other));
  }

  private boolean isIntact(ServiceState now, NodeId node) {
    Machine machine = machines.get(node.name());
    Long then = now.inSyncAs().get(node);
    return machine != null
        && then != null
        && machine.lastIncarnation() == then
        && machine.isUp()
        && away.getOrDefault(node, 0) == 0;
  }

  /** One that is known to have no copy is not taken for a good one. */
  private boolean isTainted(ServiceState now, NodeId node) {
    Long then = now.inSyncAs().get(node);
    return !now.lacksCopy(node) && then != null && lostPower.getOrDefault(node, -1L) >= then;
  }

  boolean mayLosePower(NodeId node) {
    return !state().view().inSync().contains(node)
        || (anotherIsIntact(node) && !isLeavingOthers(node));
  }

  /** A primary that goes on without the others is needed before anybody has heard of it. */
  private boolean isLeavingOthers(NodeId node) {
    return quorum.undecided(node).stream()
        .anyMatch(
            command ->
                command instanceof Command.ChangeView change
                    && change.next().primary().equals(Optional.of(node))
                    && change.next().inSync().equals(List.of(node)));
  }

  /** Whether all may lose power at once: one whose log was damaged must not be left to itself. */
  boolean mayAllLosePower() {
    ServiceState now = state();
    return now.view().inSync().stream().noneMatch(node -> isTainted(now, node));
  }

  /** Whether it may be killed, paused or cut off. */
  boolean mayBeMissed(NodeId node) {
    ServiceState now = state();
    boolean someLostPower = now.view().inSync().stream().anyMatch(other -> isTainted(now, other));
    return !someLostPower || !now.view().inSync().contains(node) || anotherIsIntact(node);
  }
}
