package io.havenfs.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.seeded.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Two machines and a connection between them. */
class NetworkTest {
  private static final long SECOND = 1_000_000_000L;

  private final RandomGenerator random = new SplittableRandom(7);
  private Agenda agenda = new Agenda(random);
  private Network network = new Network(agenda, random, NetworkTerms.LAN);
  private SimulatedProcess caller = process("caller");
  private SimulatedProcess callee = process("callee");
  private final List<Object> seen = new ArrayList<>();
  private final List<Wire> accepted = new ArrayList<>();
  private final List<Wire> connected = new ArrayList<>();

  private SimulatedProcess process(String name) {
    return new SimulatedProcess(
        agenda,
        name,
        new DriftingClock(agenda, 0, 0, 0),
        thrown -> {
          throw new AssertionError(thrown);
        });
  }

  private Wire.Listener listener(String who) {
    return new Wire.Listener() {
      @Override
      public void received(Object message) {
        seen.add(who + " " + message);
      }

      @Override
      public void ended(Wire.End end) {
        seen.add(who + " " + end);
      }
    };
  }

  private void connect() {
    network.listen(
        callee,
        "B",
        "port",
        wire -> {
          accepted.add(wire);
          return listener("B");
        });
    dial();
    run(SECOND);
  }

  private void dial() {
    network.connect(
        caller,
        "A",
        "B",
        "port",
        new Network.Dialer() {
          @Override
          public Wire.Listener connected(Wire wire) {
            connected.add(wire);
            return listener("A");
          }

          @Override
          public void failed(boolean refused) {
            seen.add(refused ? "refused" : "silence");
          }
        });
  }

  private void run(long nanos) {
    long until = agenda.nanos() + nanos;
    while (agenda.nextAt() <= until) {
      agenda.step();
    }
    agenda.at(until, () -> {});
    while (agenda.nextAt() <= until) {
      agenda.step();
    }
  }

  @Test
  void messagesOfAConnectionStayInOrder() {
    connect();
    for (int i = 0; i < 50; i++) {
      connected.getFirst().send(i);
    }
    run(SECOND);
    assertThat(seen).hasSize(50).startsWith("B 0", "B 1").endsWith("B 49");
  }

  @Test
  void aKilledProcessIsNoticedAtOnce() {
    connect();
    callee.end();
    network.ended(callee);
    run(SECOND);
    assertThat(seen).containsExactly("A FINISHED");
  }

  @Test
  void aMachineWithoutPowerIsSilentUntilItIsBack() {
    connect();
    callee.end();
    network.powerOff("B");
    connected.getFirst().send("anybody?");
    run(10 * SECOND);
    assertThat(seen).isEmpty();
    network.powerOn("B");
    run(SECOND);
    assertThat(seen).containsExactly("A RESET");
  }

  @Test
  void aCutHoldsOneDirectionUp() {
    connect();
    network.cut("A", "B");
    connected.getFirst().send("held up");
    accepted.getFirst().send("through");
    run(SECOND);
    assertThat(seen).containsExactly("A through");
    network.heal("A", "B");
    run(SECOND);
    assertThat(seen).containsExactly("A through", "B held up");
  }

  @Test
  void aPausedProcessReadsLater() {
    connect();
    callee.pause();
    connected.getFirst().send("later");
    run(SECOND);
    assertThat(seen).isEmpty();
    callee.resume();
    assertThat(seen).containsExactly("B later");
  }

  @Test
  void nobodyListening() {
    dial();
    run(SECOND);
    network.powerOff("B");
    dial();
    run(10 * SECOND);
    assertThat(seen).containsExactly("refused", "silence");
  }

  @Test
  void aResetLosesWhatWasOnItsWay() {
    connect();
    connected.getFirst().send("lost");
    connected.getFirst().reset();
    run(SECOND);
    assertThat(seen).containsExactly("B RESET");
  }

  @Test
  void theSameSeedGivesTheSameOrder() {
    Seeded.run(20, (seed, _) -> assertThat(busy(seed)).isEqualTo(busy(seed)));
  }

  private static List<String> busy(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Agenda agenda = new Agenda(random);
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int which = i;
      agenda.after(random.nextInt(5), () -> order.add(which + " at " + agenda.nanos()));
    }
    while (agenda.step()) {
      // The events note themselves.
    }
    return order;
  }

  @Test
  void aClockRunsAtItsRate() {
    DriftingClock fast = new DriftingClock(agenda, 1000, 5, 0);
    assertThat(fast.trueNanos(1_001_000)).isBetween(1_000_000L, 1_000_001L);
    run(1_000_000);
    assertThat(fast.nanoTime()).isBetween(1_001_004L, 1_001_005L);
  }
}
