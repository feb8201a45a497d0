package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.AcceptLoss;
import io.havenfs.quorum.model.Command.AddNode;
import io.havenfs.quorum.model.Command.CancelMove;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.Command.CopyRefused;
import io.havenfs.quorum.model.Command.CreateService;
import io.havenfs.quorum.model.Command.DeleteService;
import io.havenfs.quorum.model.Command.ForgetLongLeases;
import io.havenfs.quorum.model.Command.GiveUp;
import io.havenfs.quorum.model.Command.HolderLeft;
import io.havenfs.quorum.model.Command.HoldersGone;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.Command.NodeStarted;
import io.havenfs.quorum.model.Command.RecordEvent;
import io.havenfs.quorum.model.Command.RecordTimeline;
import io.havenfs.quorum.model.Command.RemoveNode;
import io.havenfs.quorum.model.Command.RequestMove;
import io.havenfs.quorum.model.Command.SetDesired;
import io.havenfs.quorum.model.Command.UpdateNode;
import io.havenfs.quorum.model.Command.UpdateService;
import io.havenfs.quorum.model.Command.UpdateSettings;
import io.havenfs.quorum.model.CommandResult.Accepted;
import io.havenfs.quorum.model.CommandResult.Refused;
import io.havenfs.quorum.model.ControlState;

/** Applies commands to the control state: a pure function, the same on every voter. */
public final class ControlStateMachine {
  private ControlStateMachine() {}

  /**
   * Applies one command.
   *
   * @param term the leader's term in which the command was put into the quorum's log
   */
  public static Outcome apply(ControlState state, long term, Command command) {
    if (!state.initialised() && !(command instanceof Initialise)) {
      return new Outcome(state, new Refused("there is no cluster yet: initialise it first"));
    }
    return switch (attempt(state, term, command)) {
      case Attempt.No no -> new Outcome(state, new Refused(no.message()));
      case Attempt.Done done -> outcome(state, command, done);
    };
  }

  private static Outcome outcome(ControlState before, Command command, Attempt.Done done) {
    ControlState after = before;
    if (!done.state().equals(before)) {
      var edit = done.state().edit().nextRevision();
      after = (configures(command) ? edit.nextConfigVersion() : edit).build();
    }
    ControlState result = after;
    return new Outcome(
        result, new Accepted(result.revision(), done.about().flatMap(result::service)));
  }

  private static Attempt attempt(ControlState state, long term, Command command) {
    return switch (command) {
      case Initialise it -> NodeChanges.initialise(state, it);
      case AddNode it -> NodeChanges.add(state, it.node());
      case UpdateNode it -> NodeChanges.update(state, it.node());
      case RemoveNode it -> NodeChanges.remove(state, it.node());
      case NodeStarted it -> NodeChanges.started(state, it);
      case CopyRefused it -> RefusedCopies.refuse(state, it);
      case CreateService it -> ServiceChanges.create(state, it.spec());
      case UpdateService it -> ServiceChanges.update(state, it.spec());
      case DeleteService it -> ServiceChanges.delete(state, it.service());
      case SetDesired it -> ServiceChanges.desire(state, it);
      case RequestMove it -> Moves.request(state, it);
      case CancelMove it -> Moves.cancel(state, it.service());
      case ChangeView it -> ViewChanges.change(state, term, it);
      case AcceptLoss it -> AcceptedLosses.accept(state, it);
      case HoldersGone it -> CustodyChanges.othersGone(state, it);
      case HolderLeft it -> CustodyChanges.left(state, it);
      case GiveUp it -> CustodyChanges.giveUp(state, it);
      case RecordEvent it ->
          Attempt.done(state.edit().journal(state.journal().with(it.event())).build());
      case RecordTimeline it ->
          Attempt.done(state.edit().journal(state.journal().with(it.timeline())).build());
      case UpdateSettings it -> SettingsChanges.update(state, it.settings());
      case ForgetLongLeases it -> SettingsChanges.forgetLongLeases(state, it);
    };
  }

  private static boolean configures(Command command) {
    return switch (command) {
      case Initialise it -> true;
      case AddNode it -> true;
      case UpdateNode it -> true;
      case RemoveNode it -> true;
      case CreateService it -> true;
      case UpdateService it -> true;
      case DeleteService it -> true;
      case SetDesired it -> true;
      case UpdateSettings it -> true;
      default -> false;
    };
  }
}
