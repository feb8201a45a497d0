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
import java.util.Set;
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

  /** What a view says to the primary's copy. */
  public static Leadership leadership(View view) {
    return new Leadership(view.epoch(), names(view.inSync()), names(view.replicas()));
  }

  private static Set<String> names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::name).collect(Collectors.toSet());
  }
}
