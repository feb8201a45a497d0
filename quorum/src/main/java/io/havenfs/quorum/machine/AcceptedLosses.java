package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command.AcceptLoss;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one way in which what was acknowledged is given up: an operator says so, of a service that is
 * offline. Whoever was in sync is no longer, and gets a new copy if it comes back.
 */
final class AcceptedLosses {
  private AcceptedLosses() {}

  static Attempt accept(ControlState state, AcceptLoss command) {
    Optional<ServiceState> there = state.service(command.service());
    if (there.isPresent() && isDone(there.get().view(), command)) {
      return Attempt.done(state, command.service());
    }
    return there
        .map(service -> objection(service, command))
        .orElse(Optional.of("no such service"))
        .map(
            why ->
                Attempt.no(
                    "go on with service %s from node %s: %s"
                        .formatted(command.service(), command.node(), why)))
        .orElseGet(() -> Attempt.done(state, goingOn(state, there.orElseThrow(), command.node())));
  }

  private static boolean isDone(View view, AcceptLoss command) {
    return view.version() == command.version() + 1
        && view.primary().isEmpty()
        && view.inSync().equals(List.of(command.node()));
  }

  private static Optional<String> objection(ServiceState service, AcceptLoss command) {
    View view = service.view();
    if (view.version() != command.version()) {
      return Optional.of("it has changed meanwhile, to version " + view.version());
    }
    if (service.spec().storage().shared()) {
      return Optional.of("its data are in shared storage, of which there are no older copies");
    }
    if (service.spec().desired() != Desired.OFFLINE || view.primary().isPresent()) {
      return Optional.of("it is not offline");
    }
    if (!view.replicas().contains(command.node())) {
      return Optional.of("the node holds no replica of it");
    }
    return view.inSync().contains(command.node())
        ? Optional.of("the node's replica is in sync: nothing need be lost")
        : Optional.empty();
  }

  private static ServiceState goingOn(ControlState state, ServiceState service, NodeId node) {
    return new ServiceState(
        service.number(),
        service.spec(),
        service.view().restartedFrom(node),
        Map.of(node, state.incarnation(node)),
        Optional.empty(),
        service.custody());
  }
}
