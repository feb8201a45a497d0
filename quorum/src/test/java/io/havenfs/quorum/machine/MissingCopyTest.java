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
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that does not find its copy must not take over by its good name. */
final class MissingCopyTest {
  private static final NodeId FIRST = new NodeId("first");
  private static final NodeId SECOND = new NodeId("second");
  private static final ServiceId SERVICE = new ServiceId("s");
  private static final Set<Integer> ITS_COPY = Set.of(1);
  private static final Set<Integer> NOTHING = Set.of();

  private ControlState state = ControlState.EMPTY;

  private CommandResult apply(Command command) {
    Outcome outcome = ControlStateMachine.apply(state, 1, command);
    state = outcome.state();
    return outcome.result();
  }

  private ServiceState service() {
    return state.service(SERVICE).orElseThrow();
  }

  private View view() {
    return service().view();
  }

  private CommandResult takesOver(NodeId node, List<NodeId> inSync) {
    return apply(new Command.ChangeView(SERVICE, view().takenOver(node, inSync), node));
  }

  private static NodeInfo node(NodeId id, int port) {
    return new NodeInfo(
        id, "192.0.2.1", port, port + 1, port + 2, Set.of(Role.VOTER, Role.DATA), 0);
  }

  @BeforeEach
  void bothInSync() {
    apply(
        new Command.Initialise(
            "cluster", Settings.DEFAULT, List.of(node(FIRST, 100), node(SECOND, 200))));
    apply(new Command.NodeStarted(FIRST, 1, NOTHING));
    apply(new Command.NodeStarted(SECOND, 1, NOTHING));
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
    takesOver(FIRST, List.of(FIRST));
    apply(new Command.ChangeView(SERVICE, view().with(SECOND), FIRST));
  }

  @Test
  void itDoesNotTakeOverEvenIfItWasThePrimary() {
    apply(new Command.NodeStarted(FIRST, 2, NOTHING));

    assertThat(takesOver(FIRST, List.of(FIRST, SECOND)))
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            refused -> assertThat(refused.message()).contains("has not found its copy"));
    assertThat(takesOver(SECOND, List.of(SECOND)).accepted()).isTrue();
  }

  @Test
  void itDoesNotTakeOverEvenIfItWasTheOnlyOne() {
    apply(new Command.ChangeView(SERVICE, view().without(SECOND), FIRST));
    apply(new Command.NodeStarted(FIRST, 2, NOTHING));

    assertThat(takesOver(FIRST, List.of(FIRST)).accepted()).isFalse();
    assertThat(service().lacksCopy(FIRST)).isTrue();
  }

  @Test
  void whenItIsFoundAgainItCounts() {
    apply(new Command.NodeStarted(FIRST, 2, NOTHING));
    apply(new Command.NodeStarted(FIRST, 3, ITS_COPY));

    assertThat(service().lacksCopy(FIRST)).isFalse();
    assertThat(takesOver(FIRST, List.of(FIRST, SECOND)).accepted()).isTrue();
  }

  @Test
  void whoIsBroughtInSyncAgainHasItsCopy() {
    apply(new Command.NodeStarted(SECOND, 2, NOTHING));
    assertThat(service().lacksCopy(SECOND)).isTrue();

    apply(new Command.ChangeView(SERVICE, view().without(SECOND), FIRST));
    apply(new Command.ChangeView(SERVICE, view().with(SECOND), FIRST));

    assertThat(service().lacksCopy(SECOND)).isFalse();
    assertThat(state.node(SECOND).map(service()::isSameProcess)).contains(true);
  }

  /** All have restarted, and the last primary, named again, finds its log damaged. */
  @Test
  void aPrimaryThatRefusesItsCopyGivesWay() {
    apply(new Command.NodeStarted(FIRST, 2, ITS_COPY));
    apply(new Command.NodeStarted(SECOND, 2, ITS_COPY));
    takesOver(FIRST, List.of(FIRST, SECOND));

    assertThat(apply(new Command.CopyRefused(SERVICE, FIRST, view().epoch())).accepted()).isTrue();

    assertThat(service().lacksCopy(FIRST)).isTrue();
    assertThat(takesOver(SECOND, List.of(SECOND)).accepted()).isTrue();
  }

  @Test
  void aRefusalOfAnotherEpochMeansNothing() {
    assertThat(apply(new Command.CopyRefused(SERVICE, FIRST, view().epoch() - 1)).accepted())
        .isFalse();

    assertThat(service().lacksCopy(FIRST)).isFalse();
  }

  @Test
  void aNodeThatIsNotInSyncLacksNothing() {
    apply(new Command.ChangeView(SERVICE, view().without(SECOND), FIRST));
    apply(new Command.NodeStarted(SECOND, 2, NOTHING));

    assertThat(service().lacksCopy(SECOND)).isFalse();
  }
}
