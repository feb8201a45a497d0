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
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The agent of a service in shared storage. */
class SharedAgentMachineTest {
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final List<NodeId> BOTH = List.of(A, B);
  private static final View VIEW = new View(3, 9, Optional.of(A), BOTH, BOTH);

  private final AgentMachine machine = new AgentMachine(A);

  @Test
  void othersAreCutOffBeforeTheStorageIsTaken() {
    assertThat(see(VIEW, true)).containsExactly(new AgentAction.Fence(3));
    assertThat(machine.state()).isEqualTo(new AgentState.Fencing(3));
    assertThat(machine.on(new AgentInput.Fenced(3))).containsExactly(new AgentAction.Acquire(3));
    assertThat(machine.state()).isEqualTo(new AgentState.Acquiring(3));
    assertThat(machine.on(new AgentInput.Acquired(3))).containsExactly(new AgentAction.Lead(VIEW));
    assertThat(machine.on(new AgentInput.Led(3))).containsExactly(new AgentAction.Open(3));
    machine.on(new AgentInput.Opened(3));
    assertThat(machine.state()).isEqualTo(new AgentState.Serving(3));
  }

  @Test
  void aFenceThatFailsIsTriedAgainAndNothingIsOpened() {
    see(VIEW, true);
    for (int i = 0; i < 3; i++) {
      assertThat(machine.on(new AgentInput.NotFenced(3))).containsExactly(new AgentAction.Fence(3));
      assertThat(machine.on(new AgentInput.Acquired(3))).isEmpty();
    }
    assertThat(machine.state()).isEqualTo(new AgentState.Fencing(3));
  }

  @Test
  void storageThatIsBusyIsWaitedFor() {
    see(VIEW, true);
    machine.on(new AgentInput.Fenced(3));
    assertThat(machine.on(new AgentInput.NotAcquired(3)))
        .containsExactly(new AgentAction.Acquire(3));
  }

  @Test
  void storageThatCannotBeOpenedIsGivenUp() {
    see(VIEW, true);
    machine.on(new AgentInput.Fenced(3));
    assertThat(machine.on(new AgentInput.Unusable(3))).containsExactly(new AgentAction.LetGo(3));
    assertThat(machine.on(new AgentInput.LetGo())).containsExactly(new AgentAction.GiveUp(3));
    View next = VIEW.released();
    assertThat(see(next, false)).containsExactly(new AgentAction.Follow(next.epoch()));
  }

  @Test
  void storageThatFailsUnderAServiceIsGivenUpAfterItsDoorIsClosed() {
    serving();
    assertThat(machine.on(new AgentInput.Unusable(3))).containsExactly(new AgentAction.Close());
    assertThat(machine.on(new AgentInput.Closed()))
        .containsExactly(new AgentAction.StopLeading(), new AgentAction.LetGo(3));
    assertThat(machine.on(new AgentInput.LetGo())).containsExactly(new AgentAction.GiveUp(3));
  }

  @Test
  void aMoveReleasesTheStorageBeforeItIsProposed() {
    serving();
    ServiceState asked = service(VIEW, Desired.ONLINE).with(Optional.of(new MoveRequest(B, 3)));
    assertThat(machine.on(new AgentInput.Seen(Optional.of(asked), true, true)))
        .containsExactly(new AgentAction.Drain(3));
    assertThat(machine.on(new AgentInput.Drained(3))).containsExactly(new AgentAction.Close());
    assertThat(machine.on(new AgentInput.Closed()))
        .containsExactly(new AgentAction.StopLeading(), new AgentAction.LetGo(3));
    View next = VIEW.takenOver(B, BOTH);
    assertThat(machine.on(new AgentInput.LetGo())).containsExactly(new AgentAction.Propose(next));
  }

  @Test
  void aLostLeaseClosesTheStorageAndANewEpochOpensItAgain() {
    serving();
    assertThat(see(VIEW, false))
        .containsExactly(new AgentAction.StopLeading(), new AgentAction.Close());
    machine.on(new AgentInput.Closed());
    assertThat(machine.state()).isInstanceOf(AgentState.LettingGo.class);
    assertThat(see(VIEW, true)).as("not before it is closed").isEmpty();
    View next = VIEW.takenOver(A, BOTH);
    assertThat(machine.on(new AgentInput.LetGo())).containsExactly(new AgentAction.Propose(next));
    assertThat(see(next, true)).containsExactly(new AgentAction.Fence(next.epoch()));
  }

  @Test
  void deposedWhileItWaitsItLetsGo() {
    see(VIEW, true);
    View next = VIEW.takenOver(B, BOTH);
    assertThat(see(next, false))
        .containsExactly(new AgentAction.StopLeading(), new AgentAction.LetGo(3));
    assertThat(machine.on(new AgentInput.LetGo()))
        .containsExactly(new AgentAction.Follow(next.epoch()));
  }

  @Test
  void offlineIsPossibleWhileNobodyCanBeCutOff() {
    see(VIEW, true);
    ServiceState unwanted = service(VIEW, Desired.OFFLINE);
    assertThat(machine.on(new AgentInput.Seen(Optional.of(unwanted), true, true)))
        .containsExactly(new AgentAction.LetGo(3));
    assertThat(machine.on(new AgentInput.LetGo()))
        .containsExactly(new AgentAction.Propose(VIEW.released()));
  }

  @Test
  void aLeavingNodeLeavesItToTheLeaderWhoIsNext() {
    serving();
    assertThat(machine.on(new AgentInput.Leave())).containsExactly(new AgentAction.Drain(3));
    machine.on(new AgentInput.Drained(3));
    machine.on(new AgentInput.Closed());
    assertThat(machine.on(new AgentInput.LetGo())).containsExactly(new AgentAction.GiveUp(3));
    assertThat(machine.hasLeft()).isFalse();
    see(VIEW.released(), false);
    assertThat(machine.hasLeft()).isTrue();
  }

  /** In any order of inputs. */
  @Test
  void nothingIsAcquiredUnfencedOrTwice() {
    Seeded.run(500, SharedAgentMachineTest::randomInputs);
  }

  private static void randomInputs(RandomGenerator random) {
    AgentMachine machine = new AgentMachine(A);
    View view = View.fresh(BOTH).takenOver(A, BOTH);
    Set<Long> fenced = new HashSet<>();
    Set<Long> acquired = new HashSet<>();
    boolean held = false;
    boolean open = false;
    for (int i = 0; i < 150; i++) {
      if (Generate.chance(random, 10)) {
        view = view.takenOver(Generate.pick(random, BOTH), BOTH);
      }
      AgentInput input = input(random, machine, view);
      if (input instanceof AgentInput.Fenced it && machine.state() instanceof AgentState.Fencing) {
        fenced.add(it.epoch());
      }
      if (input instanceof AgentInput.LetGo && machine.state() instanceof AgentState.LettingGo) {
        held = false;
      }
      boolean retried = input instanceof AgentInput.NotAcquired;
      for (AgentAction action : machine.on(input)) {
        switch (action) {
          case AgentAction.Acquire(long epoch) -> {
            assertThat(fenced).as("fenced before").contains(epoch);
            assertThat(acquired.add(epoch) || retried).as("once an epoch").isTrue();
            held = true;
          }
          case AgentAction.Lead it -> assertThat(held).isTrue();
          case AgentAction.Open it -> open = true;
          case AgentAction.Close it -> open = false;
          case AgentAction.LetGo it -> assertThat(open).as("the door first").isFalse();
          case AgentAction.Propose it -> assertThat(held).as("let go before").isFalse();
          case AgentAction.GiveUp it -> assertThat(held).as("let go before").isFalse();
          case AgentAction.Follow it -> assertThat(held).as("let go before").isFalse();
          default -> {}
        }
      }
    }
  }

  private static AgentInput input(RandomGenerator random, AgentMachine machine, View view) {
    long epoch = Generate.chance(random, 90) ? machine.state().epoch() : random.nextLong(5);
    return switch (random.nextInt(14)) {
      case 0 -> new AgentInput.Led(epoch);
      case 1 -> new AgentInput.Opened(epoch);
      case 2 -> new AgentInput.Drained(epoch);
      case 3 -> new AgentInput.Closed();
      case 4, 5 -> new AgentInput.Fenced(epoch);
      case 6 -> new AgentInput.Acquired(epoch);
      case 7, 8 -> new AgentInput.LetGo();
      case 9 ->
          Generate.pick(
              random,
              List.of(
                  new AgentInput.NotFenced(epoch),
                  new AgentInput.NotAcquired(epoch),
                  new AgentInput.Unusable(epoch),
                  new AgentInput.NotLed(epoch),
                  new AgentInput.NotOpened(epoch),
                  new AgentInput.NotAgreed()));
      default ->
          new AgentInput.Seen(
              Optional.of(service(view, Desired.ONLINE)), true, Generate.chance(random, 85));
    };
  }

  private void serving() {
    see(VIEW, true);
    machine.on(new AgentInput.Fenced(3));
    machine.on(new AgentInput.Acquired(3));
    machine.on(new AgentInput.Led(3));
    machine.on(new AgentInput.Opened(3));
    assertThat(machine.state()).isEqualTo(new AgentState.Serving(3));
  }

  private List<AgentAction> see(View view, boolean mayServe) {
    return machine.on(
        new AgentInput.Seen(Optional.of(service(view, Desired.ONLINE)), true, mayServe));
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
            new Storage.Shared(
                "/srv/files",
                Optional.empty(),
                Optional.empty(),
                Optional.of("fence"),
                Duration.ofSeconds(10)),
            SyncOptions.DEFAULT);
    Map<NodeId, Long> incarnations =
        view.inSync().stream().collect(Collectors.toMap(Function.identity(), _ -> 1L));
    return new ServiceState(1, spec, view, incarnations, Optional.empty(), Custody.NONE);
  }
}
