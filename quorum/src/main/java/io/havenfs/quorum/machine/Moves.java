package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command.RequestMove;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.MoveRequest;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.View;
import java.util.Optional;

/** Requests for planned moves. */
final class Moves {
  private Moves() {}

  static Attempt request(ControlState state, RequestMove command) {
    String action = "move service " + command.service() + " to " + command.to() + ": ";
    Optional<ServiceState> there = state.service(command.service());
    if (there.isEmpty()) {
      return Attempt.no(action + "no such service");
    }
    View view = there.get().view();
    if (view.primary().isEmpty()) {
      return Attempt.no(action + "no node serves it");
    }
    if (!view.replicas().contains(command.to())) {
      return Attempt.no(action + "the node holds no replica of it");
    }
    if (!view.inSync().contains(command.to())) {
      return Attempt.no(action + "the node's replica has not caught up");
    }
    if (!view.isPrimary(command.to()) && ViewChanges.restarted(state, there.get(), command.to())) {
      return Attempt.no(action + "the node has restarted, and its replica has not caught up since");
    }
    if (view.isPrimary(command.to())) {
      return cancel(state, command.service());
    }
    MoveRequest request = new MoveRequest(command.to(), view.epoch());
    return Attempt.done(state, there.get().with(Optional.of(request)));
  }

  static Attempt cancel(ControlState state, ServiceId service) {
    Optional<ServiceState> there = state.service(service);
    if (there.isEmpty()) {
      return Attempt.no("cancel the move of service " + service + ": no such service");
    }
    return there.get().move().isEmpty()
        ? Attempt.done(state, service)
        : Attempt.done(state, there.get().with(Optional.empty()));
  }
}
