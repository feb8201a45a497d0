package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command.ForgetLongLeases;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.Settings;

/**
 * Settings.
 *
 * <p>A shorter {@code deadAfter} is for leases to come; those granted before still hold, and a
 * leader who does not know of them must wait for them. So {@link ControlState#longestLease} shrinks
 * later than the setting: when a leader has seen the long leases run out.
 */
final class SettingsChanges {
  private SettingsChanges() {}

  static Attempt update(ControlState state, Settings next) {
    if (next.equals(state.settings())) {
      return Attempt.done(state);
    }
    DeadAfter before = state.longestLease();
    DeadAfter wanted = next.deadAfter();
    boolean longer = wanted.duration().compareTo(before.duration()) > 0;
    return Attempt.done(state.edit().settings(next).longestLease(longer ? wanted : before).build());
  }

  static Attempt forgetLongLeases(ControlState state, ForgetLongLeases command) {
    if (command.configVersion() != state.configVersion()) {
      return Attempt.no("forget long leases: the configuration has changed since");
    }
    DeadAfter present = state.settings().deadAfter();
    return Attempt.done(
        present == state.longestLease() ? state : state.edit().longestLease(present).build());
  }
}
