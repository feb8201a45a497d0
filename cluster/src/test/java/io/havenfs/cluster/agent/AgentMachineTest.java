package io.havenfs.cluster.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.Custody;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.MoveRequest;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AgentMachineTest {
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final List<NodeId> BOTH = List.of(A, B);

  private final AgentMachine machine = new AgentMachine(A);

  @Test
  void aTakeoverGoesStepByStep() {
    View view = new View(3, 9, Optional.of(A), BOTH, BOTH);
    assertThat(see(view, true)).containsExactly(new AgentAction.Lead(view));
    assertThat(machine.on(new AgentInput.Led(3))).containsExactly(new AgentAction.Open(3));
    assertThat(machine.state()).isEqualTo(new AgentState.AcquiringAddress(3));
    assertThat(machine.on(new AgentInput.Opened(3))).isEmpty();
    assertThat(machine.state()).isEqualTo(new AgentState.Serving(3));
    View smaller = view.without(B);
    assertThat(see(smaller, true)).containsExactly(new AgentAction.NewView(smaller));
  }

  @Test
  void whoIsNotThePrimaryFollows() {
    View view = new View(3, 9, Optional.of(B), BOTH, BOTH);
    assertThat(see(view, false)).containsExactly(new AgentAction.Follow(3));
    assertThat(see(view.without(A), false)).isEmpty();
  }

  @Test
  void namedWithoutALeaseItWaits() {
    assertThat(see(new View(3, 9, Optional.of(A), BOTH, BOTH), false)).isEmpty();
  }

  @Test
  void aLostLeaseEndsItAndANewEpochIsAskedForWhenItComesBack() {
    View view = serving();
    assertThat(see(view, false))
        .containsExactly(new AgentAction.StopLeading(), new AgentAction.Close());
    machine.on(new AgentInput.Closed());
    assertThat(machine.state()).isInstanceOf(AgentState.Following.class);
    View next = view.takenOver(A, BOTH);
    assertThat(see(view, true)).containsExactly(new AgentAction.Propose(next));
    assertThat(see(view, true)).as("once").isEmpty();
    assertThat(see(next, true)).containsExactly(new AgentAction.Lead(next));
  }

  @Test
  void whoRestartedSinceItCameInSyncIsTakenOutToBeBroughtInAgain() {
    View view = serving();
    AgentInput.Seen seen =
        new AgentInput.Seen(Optional.of(service(view, Desired.ONLINE)), true, true, List.of(B));
    assertThat(machine.on(seen)).containsExactly(new AgentAction.Propose(view.without(B)));
    assertThat(machine.on(seen)).as("once").isEmpty();
    machine.on(new AgentInput.NotAgreed());
    assertThat(machine.state()).isEqualTo(new AgentState.Serving(view.epoch()));
  }

  @Test
  void deposedItReleasesBeforeItFollows() {
    View view = serving();
    View next = view.takenOver(B, BOTH);
    assertThat(see(next, false))
        .containsExactly(new AgentAction.StopLeading(), new AgentAction.Close());
    assertThat(machine.on(new AgentInput.Closed()))
        .containsExactly(new AgentAction.StopLeading(), new AgentAction.Follow(next.epoch()));
  }

  @Test
  void aPlannedMoveDrainsReleasesAndHandsOver() {
    View view = serving();
    ServiceState asked =
        service(view, Desired.ONLINE).with(Optional.of(new MoveRequest(B, view.epoch())));
    assertThat(machine.on(new AgentInput.Seen(Optional.of(asked), true, true)))
        .containsExactly(new AgentAction.Drain(view.epoch()));
    assertThat(machine.on(new AgentInput.Drained(view.epoch())))
        .containsExactly(new AgentAction.Close());
    View next = view.takenOver(B, BOTH);
    assertThat(machine.on(new AgentInput.Closed()))
        .containsExactly(new AgentAction.StopLeading(), new AgentAction.Propose(next));
    assertThat(see(next, false)).containsExactly(new AgentAction.Follow(next.epoch()));
  }

  @Test
  void aMoveThatIsRefusedEndsInANewEpochHere() {
    aPlannedMoveIsProposed();
    View view = new View(3, 9, Optional.of(A), BOTH, BOTH);
    assertThat(machine.on(new AgentInput.NotAgreed()))
        .containsExactly(new AgentAction.Propose(view.takenOver(A, BOTH)));
  }

  private void aPlannedMoveIsProposed() {
    View view = serving();
    ServiceState asked =
        service(view, Desired.ONLINE).with(Optional.of(new MoveRequest(B, view.epoch())));
    machine.on(new AgentInput.Seen(Optional.of(asked), true, true));
    machine.on(new AgentInput.Drained(view.epoch()));
    machine.on(new AgentInput.Closed());
    assertThat(machine.state()).isInstanceOf(AgentState.Released.class);
  }

  @Test
  void whatCannotBeOpenedIsHandedOver() {
    View view = new View(3, 9, Optional.of(A), BOTH, BOTH);
    see(view, true);
    machine.on(new AgentInput.Led(3));
    assertThat(machine.on(new AgentInput.NotOpened(3))).containsExactly(new AgentAction.Close());
    assertThat(machine.on(new AgentInput.Closed()))
        .contains(new AgentAction.Propose(view.takenOver(B, BOTH)));
  }

  @Test
  void offlineReleases() {
    View view = serving();
    ServiceState unwanted = service(view, Desired.OFFLINE);
    machine.on(new AgentInput.Seen(Optional.of(unwanted), true, true));
    machine.on(new AgentInput.Drained(view.epoch()));
    assertThat(machine.on(new AgentInput.Closed()))
        .contains(new AgentAction.Propose(view.released()));
  }

  @Test
  void aLeavingNodeHandsOverAndTakesNothing() {
    View view = serving();
    assertThat(machine.on(new AgentInput.Leave()))
        .containsExactly(new AgentAction.Drain(view.epoch()));
    machine.on(new AgentInput.Drained(view.epoch()));
    machine.on(new AgentInput.Closed());
    assertThat(machine.hasLeft()).isFalse();
    see(view.takenOver(B, BOTH), false);
    assertThat(machine.hasLeft()).isTrue();
  }

  /** In any order of inputs: what is opened is closed before another epoch is led. */
  @Test
  void randomInputs() {
    Seeded.run(500, AgentMachineTest::randomInputs);
  }

  private static void randomInputs(RandomGenerator random) {
    AgentMachine machine = new AgentMachine(A);
    View view = View.fresh(BOTH).takenOver(A, BOTH);
    boolean open = false;
    long led = 0;
    for (int i = 0; i < 100; i++) {
      if (Generate.chance(random, 20)) {
        view =
            Generate.chance(random, 30)
                ? view.released()
                : view.takenOver(Generate.pick(random, BOTH), BOTH);
      }
      for (AgentAction action : machine.on(input(random, machine, view))) {
        switch (action) {
          case AgentAction.Lead(View of) -> {
            assertThat(open).as("leads again before it closed").isFalse();
            assertThat(of.epoch()).as("an epoch is led once").isGreaterThan(led);
            led = of.epoch();
          }
          case AgentAction.Open it -> {
            assertThat(open).isFalse();
            open = true;
          }
          case AgentAction.Close it -> open = false;
          case AgentAction.Follow it -> assertThat(open).isFalse();
          default -> {}
        }
      }
    }
  }

  private static AgentInput input(RandomGenerator random, AgentMachine machine, View view) {
    long epoch = Generate.chance(random, 90) ? machine.state().epoch() : random.nextLong(5);
    return switch (random.nextInt(9)) {
      case 0, 1 -> new AgentInput.Led(epoch);
      case 2 -> new AgentInput.Opened(epoch);
      case 3 -> new AgentInput.Drained(epoch);
      case 4 -> new AgentInput.Closed();
      case 5 ->
          Generate.chance(random, 50)
              ? new AgentInput.NotLed(epoch)
              : Generate.chance(random, 50)
                  ? new AgentInput.NotOpened(epoch)
                  : new AgentInput.NotAgreed();
      default ->
          new AgentInput.Seen(
              Optional.of(service(view, Desired.ONLINE)), true, Generate.chance(random, 80));
    };
  }

  private List<AgentAction> see(View view, boolean mayServe) {
    return machine.on(
        new AgentInput.Seen(Optional.of(service(view, Desired.ONLINE)), true, mayServe));
  }

  private View serving() {
    View view = new View(3, 9, Optional.of(A), BOTH, BOTH);
    see(view, true);
    machine.on(new AgentInput.Led(3));
    machine.on(new AgentInput.Opened(3));
    return view;
  }

  private static ServiceState service(View view, Desired desired) {
    ServiceSpec spec =
        new ServiceSpec(
            new ServiceId("files"),
            List.of(ServiceAddress.parse("127.0.0.9")),
            List.of("/ *(rw)"),
            NfsOptions.DEFAULT,
            desired,
            BOTH,
            false,
            new Storage.Replicated(2),
            SyncOptions.DEFAULT);
    Map<NodeId, Long> incarnations =
        view.inSync().stream().collect(Collectors.toMap(Function.identity(), _ -> 1L));
    return new ServiceState(1, spec, view, incarnations, Optional.empty(), Custody.NONE);
  }
}
