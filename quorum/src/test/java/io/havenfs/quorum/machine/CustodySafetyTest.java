package io.havenfs.quorum.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Custody.Holder;
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
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A shared directory is opened only by a primary whose word that all other holders are gone was
 * accepted. Whatever arrives at the state machine, how late and how often: then nobody else has it
 * open who was not cut off from it.
 */
final class CustodySafetyTest {
  private static final ServiceId SERVICE = new ServiceId("s");
  private static final List<NodeId> NODES =
      List.of(new NodeId("a"), new NodeId("b"), new NodeId("c"));

  @Test
  void nobodyOpensWhatAnotherHasOpen() {
    LongAdder opened = new LongAdder();
    Seeded.run(1_000, random -> opened.add(new World(random).run()));
    assertThat(opened.sum()).as("how often it was opened").isGreaterThan(1_000);
  }

  @Test
  void whereTheDataAreStays() {
    World world = new World(RandomGenerator.of("L64X128MixRandom"));
    world.begin();
    CommandResult refused = world.apply(new Command.UpdateService(spec(new Storage.Replicated(2))));
    assertThat(refused)
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            it -> assertThat(it.message()).contains("/srv/s").contains("stay there"));
  }

  private static ServiceSpec spec(Storage storage) {
    return new ServiceSpec(
        SERVICE,
        List.of(ServiceAddress.parse("127.0.1.1")),
        List.of(),
        NfsOptions.DEFAULT,
        Desired.ONLINE,
        NODES,
        false,
        storage,
        SyncOptions.DEFAULT);
  }

  /** What a process has of the directory: its epoch, or that it was cut off. */
  private static final class World {
    private static final int STEPS = 300;
    private static final long TERM = 1;

    private final RandomGenerator random;
    private final Map<NodeId, Long> open = new HashMap<>();
    private final Map<NodeId, Long> running = new HashMap<>();
    private final Set<NodeId> cutOff = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final List<Command> inFlight = new ArrayList<>();
    private ControlState state = ControlState.EMPTY;
    private int opened;

    World(RandomGenerator random) {
      this.random = random;
    }

    void begin() {
      List<NodeInfo> infos = new ArrayList<>();
      for (NodeId node : NODES) {
        int port = 1000 + 10 * infos.size();
        infos.add(new NodeInfo(node, "h", port, port + 1, 1, EnumSet.allOf(Role.class), 0));
      }
      apply(new Command.Initialise("c", Settings.DEFAULT, infos));
      apply(
          new Command.CreateService(
              spec(
                  new Storage.Shared(
                      "/srv/s",
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of("fence"),
                      Duration.ofSeconds(1)))));
      NODES.forEach(this::restart);
    }

    int run() {
      begin();
      for (int step = 0; step < STEPS; step++) {
        step(Generate.pick(random, NODES));
      }
      return opened;
    }

    private void step(NodeId node) {
      switch (random.nextInt(12)) {
        case 0 -> restart(node);
        case 1, 2 -> takeOver(node);
        case 3 -> close(node);
        case 4 -> inFlight.add(new Command.GiveUp(SERVICE, epochOf(node), node));
        case 5, 6, 7 -> cutOthersOff(node);
        default -> deliver();
      }
    }

    private void restart(NodeId node) {
      open.remove(node);
      cutOff.remove(node);
      apply(new Command.NodeStarted(node, running.merge(node, 1L, Long::sum), Set.of()));
      assertThat(view().inSync()).as("all, or none yet").isIn(List.of(), NODES);
    }

    private void takeOver(NodeId node) {
      View next = view().takenOver(node, NODES);
      boolean judged = random.nextInt(4) > 0;
      inFlight.add(
          new Command.ChangeView(
              SERVICE, next, node, judged ? OptionalLong.of(TERM) : OptionalLong.empty()));
    }

    /** In good order: it says so, once it is done. */
    private void close(NodeId node) {
      Long epoch = open.remove(node);
      if (epoch != null) {
        inFlight.add(new Command.HolderLeft(SERVICE, node, epoch));
      }
    }

    private void cutOthersOff(NodeId node) {
      if (!view().isPrimary(node) || open.containsKey(node) || cutOff.contains(node)) {
        return;
      }
      for (Holder other : service().custody().others(node)) {
        cutOff.add(other.node());
      }
      long epoch = view().epoch();
      if (!used.add(node + " in " + epoch)) {
        return; // an agent opens an epoch once
      }
      if (apply(new Command.HoldersGone(SERVICE, epoch, node)).accepted()) {
        for (NodeId other : open.keySet()) {
          assertThat(cutOff).as("%s has it open while %s opens it", other, node).contains(other);
        }
        open.put(node, epoch);
        opened++;
      }
    }

    private long epochOf(NodeId node) {
      return open.getOrDefault(node, view().epoch());
    }

    private void deliver() {
      if (inFlight.isEmpty()) {
        return;
      }
      int at = random.nextInt(inFlight.size());
      Command command = random.nextInt(4) == 0 ? inFlight.get(at) : inFlight.remove(at);
      if (command instanceof Command.GiveUp it) {
        close(it.proposer()); // it does so before it says so
      }
      apply(command);
    }

    private ServiceState service() {
      return state.service(SERVICE).orElseThrow();
    }

    private View view() {
      return service().view();
    }

    CommandResult apply(Command command) {
      Outcome outcome = ControlStateMachine.apply(state, TERM, command);
      state = outcome.state();
      return outcome.result();
    }
  }
}
