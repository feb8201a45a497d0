package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command.CopyRefused;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.ServiceState;
import java.util.Optional;

/** Copies that their own node does not trust. */
final class RefusedCopies {
  private RefusedCopies() {}

  /**
   * Bound to the epoch: when the message comes late, the node may lead another one with a copy that
   * it got meanwhile.
   */
  static Attempt refuse(ControlState state, CopyRefused command) {
    Optional<ServiceState> there = state.service(command.service());
    if (there.isEmpty()) {
      return Attempt.no("refuse a copy of service " + command.service() + ": no such service");
    }
    ServiceState service = there.get();
    if (service.view().epoch() != command.epoch()) {
      return Attempt.no(
          "refuse the copy of service %s on %s: epoch %d is over"
              .formatted(command.service(), command.node(), command.epoch()));
    }
    ServiceState next = service.withCopyOf(command.node(), false);
    return next.equals(service)
        ? Attempt.done(state, command.service())
        : Attempt.done(state, next.with(next.view().renewed()));
  }
}
