package io.havenfs.cluster.agent;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.Leadership;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** From the quorum's words into those of an agent and of the copy that it handles. */
public final class Translations {
  private Translations() {}

  /** What the quorum says of a service now, as the agent of its own node is told. */
  public static AgentInput.Seen seen(Quorum quorum, ServiceId service) {
    // The right to serve is asked for after the state was read, and for that state's epoch.
    ControlState now = quorum.state();
    Optional<ServiceState> mine =
        now.service(service).filter(s -> s.view().replicas().contains(quorum.self()));
    boolean sameProcess =
        mine.isPresent()
            && now.node(quorum.self())
                .filter(node -> node.incarnation() == quorum.incarnation())
                .map(mine.get()::isSameProcess)
                .orElse(false);
    boolean mayServe = mine.isPresent() && quorum.serves(service, mine.get().view().epoch());
    return new AgentInput.Seen(mine, sameProcess, mayServe, restarted(now, mine, quorum.self()));
  }

  private static List<NodeId> restarted(
      ControlState now, Optional<ServiceState> service, NodeId self) {
    return service.stream()
        .flatMap(
            mine ->
                mine.view().inSync().stream()
                    .filter(node -> !node.equals(self))
                    .filter(node -> !now.node(node).map(mine::isSameProcess).orElse(false)))
        .toList();
  }

  /** What a view says to the primary's copy, and which processes {@code quorum} knows by now. */
  public static Leadership leadership(Quorum quorum, View view) {
    ControlState now = quorum.state();
    return new Leadership(
        view.epoch(),
        view.inSync().stream().map(NodeId::name).collect(Collectors.toSet()),
        view.replicas().stream().collect(Collectors.toMap(NodeId::name, now::incarnation)));
  }

  /**
   * The view that {@code self} leads, with {@code node}'s process {@code incarnation} in sync;
   * nothing if it is, or cannot be, because another process of it has started since.
   */
  public static Optional<View> withInSync(
      ControlState now, ServiceId service, NodeId self, NodeId node, long incarnation) {
    return led(now, service, self)
        .filter(view -> view.replicas().contains(node) && !view.inSync().contains(node))
        .filter(_ -> now.incarnation(node) == incarnation)
        .map(view -> view.with(node));
  }

  /** The view that {@code self} leads, with {@code node} not in sync; nothing if it is not now. */
  public static Optional<View> withoutInSync(
      ControlState now, ServiceId service, NodeId self, NodeId node) {
    return led(now, service, self)
        .filter(view -> view.inSync().contains(node))
        .map(view -> view.without(node));
  }

  private static Optional<View> led(ControlState now, ServiceId service, NodeId self) {
    return now.service(service).map(ServiceState::view).filter(view -> view.isPrimary(self));
  }
}
