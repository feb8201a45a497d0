package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import java.util.Optional;

/** What one handler makes of a command. */
sealed interface Attempt {
  /** Done; {@code state} without its new revision, or the state before when nothing changes. */
  record Done(ControlState state, Optional<ServiceId> about) implements Attempt {}

  /** Refused. */
  record No(String message) implements Attempt {}

  static Attempt done(ControlState state) {
    return new Done(state, Optional.empty());
  }

  static Attempt done(ControlState state, ServiceId about) {
    return new Done(state, Optional.of(about));
  }

  static Attempt done(ControlState state, ServiceState service) {
    return new Done(state.edit().put(service).build(), Optional.of(service.id()));
  }

  static Attempt no(String message) {
    return new No(message);
  }
}
