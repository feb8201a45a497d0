package io.havenfs.quorum.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A planned move goes only to a process that is the one that came in sync. Found by the simulation
 * (seed 3584): a copy that had lost power got a service from a primary that had everything.
 */
final class HandOverTest {
  private static final NodeId FIRST = new NodeId("first");
  private static final NodeId SECOND = new NodeId("second");
  private static final ServiceId SERVICE = new ServiceId("s");

  private ControlState state = ControlState.EMPTY;

  private CommandResult apply(Command command) {
    Outcome outcome = ControlStateMachine.apply(state, 1, command);
    state = outcome.state();
    return outcome.result();
  }

  private View view() {
    return state.service(SERVICE).orElseThrow().view();
  }

  private static NodeInfo node(NodeId id, int port) {
    return new NodeInfo(
        id, "192.0.2.1", port, port + 1, port + 2, Set.of(Role.VOTER, Role.DATA), 0);
  }

  private void bothInSync() {
    apply(
        new Command.Initialise(
            "cluster", Settings.DEFAULT, List.of(node(FIRST, 100), node(SECOND, 200))));
    apply(new Command.NodeStarted(FIRST, 1, Set.of(1)));
    apply(new Command.NodeStarted(SECOND, 1, Set.of(1)));
    apply(
        new Command.CreateService(
            new ServiceSpec(
                SERVICE,
                List.of(ServiceAddress.parse("192.0.2.9")),
                List.of(),
                NfsOptions.DEFAULT,
                Desired.ONLINE,
                List.of(FIRST, SECOND),
                false,
                new Storage.Replicated(2),
                SyncOptions.DEFAULT)));
    apply(new Command.ChangeView(SERVICE, view().takenOver(FIRST, List.of(FIRST)), FIRST));
    apply(new Command.ChangeView(SERVICE, view().with(SECOND), FIRST));
  }

  /** A leader may be the primary, judge itself dead, and be deposed before its proposal comes. */
  @Test
  void aJudgementOfAnotherTermIsNoHandOver() {
    bothInSync();
    View next = view().takenOver(SECOND, view().inSync());
    Command.ChangeView change = new Command.ChangeView(SERVICE, next, FIRST);
    assertThat(apply(change.judgedIn(0)).accepted()).isFalse();
    assertThat(apply(change.judgedIn(1)).accepted()).isTrue();
  }

  @Test
  void aCopyThatDidNotRestartMayGetTheService() {
    bothInSync();
    assertThat(apply(new Command.RequestMove(SERVICE, SECOND)).accepted()).isTrue();
    View next = view().takenOver(SECOND, view().inSync());
    assertThat(apply(new Command.ChangeView(SERVICE, next, FIRST)).accepted()).isTrue();
  }

  @Test
  void aCopyThatRestartedMayNot() {
    bothInSync();
    apply(new Command.NodeStarted(SECOND, 2, Set.of(1)));
    assertThat(apply(new Command.RequestMove(SERVICE, SECOND)))
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            refused -> assertThat(refused.message()).contains("has restarted"));
    View next = view().takenOver(SECOND, view().inSync());
    assertThat(apply(new Command.ChangeView(SERVICE, next, FIRST)))
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            refused -> assertThat(refused.message()).contains("has restarted"));
    assertThat(view().isPrimary(FIRST)).isTrue();
  }
}
