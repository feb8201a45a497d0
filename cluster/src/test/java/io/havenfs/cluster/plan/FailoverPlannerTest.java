package io.havenfs.cluster.plan;

import static io.havenfs.cluster.plan.PlannedCluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.View;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FailoverPlannerTest {
  private static final NodeId A = node(0);
  private static final NodeId B = node(1);

  @Test
  void aNewServiceBeginsOnItsPreferredNode() {
    PlannedCluster cluster = new PlannedCluster(2, false);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(A);
    assertThat(cluster.view().inSync()).containsExactly(A);
    assertThat(cluster.plan()).isEmpty();
  }

  @Test
  void aDeadPrimaryIsReplacedByWhoIsInSync() {
    PlannedCluster cluster = inSync(3);
    cluster.health(A, Health.SUSPECT);
    assertThat(cluster.plan()).isEmpty();
    cluster.health(A, Health.DEAD);
    cluster.health(B, Health.SUSPECT);
    cluster.plan();
    assertThat(cluster.view().primary()).as("the one that is well").contains(node(2));
    assertThat(cluster.view().inSync()).containsExactly(B, node(2));
  }

  @Test
  void whoIsNotInSyncIsNotChosen() {
    PlannedCluster cluster = new PlannedCluster(2, false);
    cluster.plan();
    cluster.health(A, Health.DEAD);
    assertThat(cluster.plan()).isEmpty();
    cluster.start(A);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(A);
    assertThat(cluster.view().epoch()).isEqualTo(2);
  }

  @Test
  void aPrimaryThatRestartedGivesWayToAProcessThatDidNot() {
    PlannedCluster cluster = inSync(2);
    cluster.start(A);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
  }

  @Test
  void afterALossOfPowerTheLastPrimaryIsWaitedForAWhile() {
    PlannedCluster cluster = inSync(2);
    cluster.health(A, Health.DEAD);
    cluster.start(B);
    assertThat(cluster.plan()).isEmpty();
    cluster.passes(FailoverPlanner.PATIENCE.minusMillis(1));
    assertThat(cluster.plan()).isEmpty();
    cluster.start(A);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(A);
  }

  @Test
  void theLastPrimaryIsNotWaitedForWhenItComesWithoutItsCopy() {
    PlannedCluster cluster = inSync(2);
    cluster.health(B, Health.DEAD);
    cluster.startWithoutCopy(A);
    cluster.plan();
    assertThat(cluster.view().primary()).as("nobody leads with nothing").contains(A);
    assertThat(cluster.view().epoch()).isEqualTo(1);
    cluster.start(B);
    cluster.passes(FailoverPlanner.PATIENCE);
    cluster.plan();
    cluster.passes(FailoverPlanner.PATIENCE);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
    assertThat(cluster.view().inSync()).containsExactly(B);
  }

  @Test
  void aPrimaryThatRefusesItsCopyIsReplaced() {
    PlannedCluster cluster = inSync(2);
    cluster.start(A);
    cluster.start(B);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(A);
    cluster.refuseCopy(A);
    cluster.plan();
    cluster.passes(FailoverPlanner.PATIENCE);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
    assertThat(cluster.view().inSync()).containsExactly(B);
  }

  @Test
  void butNotForEver() {
    PlannedCluster cluster = inSync(2);
    cluster.health(A, Health.DEAD);
    cluster.start(B);
    assertThat(cluster.plan()).isEmpty();
    cluster.passes(FailoverPlanner.PATIENCE);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
    assertThat(cluster.view().inSync()).containsExactly(B);
  }

  @Test
  void itGoesBackOnlyWhereThatIsWanted() {
    for (boolean fallback : new boolean[] {false, true}) {
      PlannedCluster cluster = inSync(2, fallback);
      cluster.health(A, Health.DEAD);
      cluster.plan();
      cluster.start(A);
      assertThat(cluster.plan()).as("not in sync").isEmpty();
      cluster.primaryProposes(cluster.view().with(A));
      cluster.plan();
      assertThat(cluster.service().move().isPresent()).isEqualTo(fallback);
    }
  }

  @Test
  void aMoveToADeadNodeIsForgotten() {
    PlannedCluster cluster = inSync(2);
    cluster.move(B);
    assertThat(cluster.plan()).isEmpty();
    cluster.health(B, Health.DEAD);
    assertThat(cluster.plan()).containsExactly(new Proposal.ForgetMove(PlannedCluster.SERVICE));
    assertThat(cluster.service().move()).isEmpty();
  }

  @Test
  void anUnwantedServiceIsTakenFromADeadPrimaryAndComesBackWhenWanted() {
    PlannedCluster cluster = inSync(2);
    cluster.desired(Desired.OFFLINE);
    assertThat(cluster.plan()).isEmpty();
    cluster.health(A, Health.DEAD);
    cluster.plan();
    assertThat(cluster.view().primary()).isEmpty();
    cluster.desired(Desired.ONLINE);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
  }

  /** Whatever happens: only who was in sync leads, nobody is deposed in vain, somebody serves. */
  @Test
  void randomHistories() {
    Seeded.run(300, FailoverPlannerTest::randomHistory);
  }

  private static void randomHistory(RandomGenerator random) {
    int nodes = Generate.between(random, 1, 4);
    PlannedCluster cluster = new PlannedCluster(nodes, random.nextBoolean());
    for (int step = 0; step < 60; step++) {
      disturb(random, cluster, nodes);
      View before = cluster.view();
      boolean served = isServed(cluster);
      List<Proposal> proposals = cluster.plan();
      check(cluster, before, served, proposals);
    }
    settle(cluster);
  }

  private static void disturb(RandomGenerator random, PlannedCluster cluster, int nodes) {
    NodeId node = node(random.nextInt(nodes));
    View view = cluster.view();
    switch (random.nextInt(6)) {
      case 0 -> cluster.health(node, Health.DEAD);
      case 1 -> cluster.start(node);
      case 2 -> cluster.health(node, cluster.isUp(node) ? Health.SUSPECT : Health.DEAD);
      case 3 -> cluster.passes(Duration.ofMillis(Generate.between(random, 1, 6000)));
      case 4 -> {
        if (isServed(cluster) && cluster.isUp(node) && !view.inSync().contains(node)) {
          cluster.primaryProposes(view.with(node));
        }
      }
      default -> {
        if (isServed(cluster) && view.inSync().contains(node) && !view.isPrimary(node)) {
          cluster.primaryProposes(view.without(node));
        }
      }
    }
  }

  private static boolean isServed(PlannedCluster cluster) {
    Optional<NodeId> primary = cluster.view().primary();
    return primary.isPresent()
        && cluster.isUp(primary.get())
        && cluster.isSameProcess(primary.get());
  }

  private static void check(
      PlannedCluster cluster, View before, boolean served, List<Proposal> proposals) {
    assertThat(proposals).hasSizeLessThanOrEqualTo(1);
    for (Proposal proposal : proposals) {
      if (proposal
          instanceof Proposal.NewView(var service, View next, var from, var cause, var on)) {
        assertThat(served).as("a living primary is deposed: %s", proposal).isFalse();
        assertThat(cluster.isUp(next.primary().orElseThrow())).isTrue();
        assertThat(next.inSync()).allMatch(cluster::isUp);
        if (before.epoch() > 0) {
          assertThat(before.inSync()).containsAll(next.inSync());
        }
      }
    }
  }

  private static void settle(PlannedCluster cluster) {
    cluster.passes(FailoverPlanner.PATIENCE);
    cluster.plan();
    cluster.passes(FailoverPlanner.PATIENCE);
    cluster.plan();
    boolean possible =
        cluster.view().epoch() == 0
            ? cluster.view().replicas().stream().anyMatch(cluster::isUp)
            : cluster.view().inSync().stream().anyMatch(cluster::isUp);
    assertThat(isServed(cluster)).isEqualTo(possible);
  }

  private static PlannedCluster inSync(int nodes) {
    return inSync(nodes, false);
  }

  private static PlannedCluster inSync(int nodes, boolean fallback) {
    PlannedCluster cluster = new PlannedCluster(nodes, fallback);
    cluster.plan();
    for (int i = 1; i < nodes; i++) {
      cluster.primaryProposes(cluster.view().with(node(i)));
    }
    return cluster;
  }
}
