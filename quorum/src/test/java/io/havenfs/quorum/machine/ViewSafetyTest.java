package io.havenfs.quorum.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.Command.CreateService;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.Command.NodeStarted;
import io.havenfs.quorum.model.Command.UpdateService;
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
import io.havenfs.quorum.model.Storage.Replicated;
import io.havenfs.quorum.model.SyncOptions;
import io.havenfs.quorum.model.View;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Replicas hold numbered entries; a primary commits an entry when all in sync (and those it is
 * bringing in) have it. Whatever arrives at the state machine, in whatever order, how late and how
 * often: a new primary has every committed entry.
 */
final class ViewSafetyTest {
  private static final int STEPS = 400;
  private static final ServiceId SERVICE = new ServiceId("s");
  private static final List<NodeId> NODES =
      List.of(new NodeId("a"), new NodeId("b"), new NodeId("c"));

  @Test
  void aNewPrimaryHasEveryCommittedEntry() {
    Seeded.run(1_000, random -> new World(random).run());
  }

  /** One process that thinks it is the primary, with what it knew when it began. */
  private static final class Primary {
    private View view;
    private final Set<NodeId> bringingIn = new HashSet<>();

    Primary(View view) {
      this.view = view;
    }
  }

  private static final class World {
    private final RandomGenerator random;
    private final Map<NodeId, Long> has = new HashMap<>();
    private final Map<NodeId, Long> running = new HashMap<>();

    /** What copies hold that are not found, as when a disk is not mounted. */
    private final Map<NodeId, Long> missing = new HashMap<>();

    private final Map<NodeId, Primary> primaries = new HashMap<>();
    private final List<Command> inFlight = new ArrayList<>();
    private ControlState state = ControlState.EMPTY;
    private long term = 1;
    private long committed;

    World(RandomGenerator random) {
      this.random = random;
    }

    void run() {
      List<NodeInfo> infos = new ArrayList<>();
      for (NodeId node : NODES) {
        int port = 1000 + 10 * infos.size();
        infos.add(new NodeInfo(node, "h", port, port + 1, 1, EnumSet.allOf(Role.class), 0));
        has.put(node, 0L);
      }
      apply(new Initialise("c", Settings.DEFAULT, infos));
      apply(new CreateService(spec()));
      NODES.forEach(this::restart);
      for (int step = 0; step < STEPS; step++) {
        step();
      }
    }

    private ServiceSpec spec() {
      List<NodeId> order = new ArrayList<>(NODES);
      Collections.shuffle(order, Random.from(random));
      return new ServiceSpec(
          SERVICE,
          List.of(ServiceAddress.parse("127.0.1.1")),
          List.of(),
          NfsOptions.DEFAULT,
          Desired.ONLINE,
          order,
          false,
          new Replicated(Generate.between(random, 2, 3)),
          SyncOptions.DEFAULT);
    }

    private void step() {
      NodeId node = Generate.pick(random, NODES);
      switch (random.nextInt(17)) {
        case 0 -> restart(node);
        case 1 -> term += random.nextInt(2);
        case 2 -> inFlight.add(new UpdateService(spec()));
        case 3, 4 -> depose(node);
        case 5 -> handOver(node);
        case 6, 7 -> takeOut(node);
        case 8, 9 -> bringIn(node);
        case 10, 11 -> commit(node);
        case 12 -> restartWithoutCopy(node);
        default -> deliver();
      }
    }

    private void restart(NodeId node) {
      primaries.remove(node);
      long next = running.merge(node, 1L, Long::sum);
      for (Primary primary : primaries.values()) {
        // Its stream is gone, and so is what it would have acknowledged.
        primary.bringingIn.remove(node);
      }
      Long kept = missing.get(node);
      if (kept != null && random.nextBoolean()) {
        has.put(node, kept);
        missing.remove(node);
      }
      apply(new NodeStarted(node, next, missing.containsKey(node) ? Set.of() : Set.of(1)));
    }

    private void restartWithoutCopy(NodeId node) {
      missing.putIfAbsent(node, has.get(node));
      has.put(node, 0L);
      restart(node);
    }

    /** Any command that was sent, again perhaps. */
    private void deliver() {
      if (!inFlight.isEmpty()) {
        int at = random.nextInt(inFlight.size());
        Command command = random.nextInt(4) == 0 ? inFlight.get(at) : inFlight.remove(at);
        apply(command);
      }
    }

    private void depose(NodeId next) {
      View now = view();
      if (now.inSync().contains(next) || (now.epoch() == 0 && now.replicas().contains(next))) {
        List<NodeId> live = new ArrayList<>(now.epoch() == 0 ? now.replicas() : now.inSync());
        live.removeIf(other -> !other.equals(next) && random.nextInt(3) == 0);
        inFlight.add(new ChangeView(SERVICE, now.takenOver(next, live), next).judgedIn(term));
      }
    }

    private void handOver(NodeId node) {
      Primary primary = primaries.get(node);
      if (primary != null) {
        NodeId to = Generate.pick(random, primary.view.inSync());
        View next =
            random.nextInt(4) == 0
                ? primary.view.released()
                : primary.view.takenOver(to, primary.view.inSync());
        primaries.remove(node); // stops before it proposes
        inFlight.add(new ChangeView(SERVICE, next, node));
      }
    }

    private void takeOut(NodeId node) {
      for (Map.Entry<NodeId, Primary> entry : primaries.entrySet()) {
        View view = entry.getValue().view;
        if (view.inSync().contains(node) && !view.isPrimary(node)) {
          inFlight.add(new ChangeView(SERVICE, view.without(node), entry.getKey()));
        }
      }
    }

    /** The newcomer gets everything first, then all that is committed from then on. */
    private void bringIn(NodeId node) {
      for (Map.Entry<NodeId, Primary> entry : primaries.entrySet()) {
        Primary primary = entry.getValue();
        View view = primary.view;
        if (view.replicas().contains(node) && !view.inSync().contains(node) && knows(primary)) {
          primary.bringingIn.add(node);
          missing.remove(node);
          has.merge(node, has.get(entry.getKey()), Math::max);
          inFlight.add(new ChangeView(SERVICE, view.with(node), entry.getKey()));
        }
      }
    }

    /** A primary learns of views and incarnations together; its own copy may be old. */
    private boolean knows(Primary primary) {
      return primary.view.version() == view().version();
    }

    private void commit(NodeId node) {
      Primary primary = primaries.get(node);
      if (primary == null || !view().isPrimary(node) || view().epoch() != primary.view.epoch()) {
        return; // those in sync know a newer epoch, or its lease is over
      }
      if (primary.view.inSync().stream().anyMatch(missing::containsKey)) {
        return; // who has no copy acknowledges nothing
      }
      committed++;
      long entry = committed;
      primary.view.inSync().forEach(replica -> has.put(replica, entry));
      primary.bringingIn.forEach(replica -> has.put(replica, entry));
    }

    private View view() {
      return state.service(SERVICE).map(ServiceState::view).orElseThrow();
    }

    private void apply(Command command) {
      ControlState before = state;
      state = ControlStateMachine.apply(state, term, command).state();
      if (before.service(SERVICE).isPresent()) {
        follows(before.service(SERVICE).orElseThrow().view(), view());
      }
    }

    private void follows(View before, View after) {
      assertThat(after.version()).isBetween(before.version(), before.version() + 1);
      assertThat(after.epoch()).isBetween(before.epoch(), before.epoch() + 1);
      if (after.version() == before.version()) {
        assertThat(after).isEqualTo(before);
        return;
      }
      for (NodeId node : after.inSync()) {
        if (state.service(SERVICE).orElseThrow().lacksCopy(node)) {
          assertThat(after.isPrimary(node) && !before.isPrimary(node)).isFalse();
          continue;
        }
        missing.remove(node);
        assertThat(has.get(node)).as("entries of %s in %s", node, after).isEqualTo(committed);
      }
      if (after.epoch() > before.epoch()) {
        primaries.clear();
        after.primary().ifPresent(node -> primaries.put(node, new Primary(after)));
      } else {
        primaries.values().forEach(primary -> learns(primary, after));
      }
    }

    private void learns(Primary primary, View after) {
      boolean settled = primary.bringingIn.removeIf(after.inSync()::contains);
      if (settled || random.nextBoolean()) {
        primary.view = after;
      }
    }
  }
}
