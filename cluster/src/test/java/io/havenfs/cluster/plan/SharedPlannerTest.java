package io.havenfs.cluster.plan;

import static io.havenfs.cluster.plan.PlannedCluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.model.Custody.Holder;
import io.havenfs.quorum.model.NodeId;
import org.junit.jupiter.api.Test;

/** Services in shared storage: anybody who reaches it will do. */
class SharedPlannerTest {
  private static final NodeId A = node(0);
  private static final NodeId B = node(1);
  private static final NodeId C = node(2);

  @Test
  void allReplicasAreInSyncAtAllTimes() {
    PlannedCluster cluster = PlannedCluster.shared(3, false);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(A);
    assertThat(cluster.view().inSync()).containsExactly(A, B, C);
    cluster.health(A, Health.DEAD);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
    assertThat(cluster.view().inSync()).containsExactly(A, B, C);
    assertThat(cluster.service().custody().holders())
        .as("until somebody says that it is cut off")
        .extracting(Holder::node)
        .containsExactly(A, B);
  }

  @Test
  void aRestartIsNothingAgainstANodeThatWasNotServing() {
    PlannedCluster cluster = PlannedCluster.shared(2, false);
    cluster.plan();
    cluster.start(B);
    cluster.health(A, Health.DEAD);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
  }

  @Test
  void theLastOwnerIsPreferredWhenItIsBackFirst() {
    PlannedCluster cluster = PlannedCluster.shared(2, false);
    cluster.health(A, Health.DEAD);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
    cluster.health(A, Health.ALIVE);
    cluster.start(B);
    cluster.plan();
    assertThat(cluster.view().primary()).as("nobody has to be cut off").contains(B);
    assertThat(cluster.view().epoch()).isEqualTo(2);
  }

  @Test
  void anOwnerThatRestartedCanHaveItBack() {
    PlannedCluster cluster = PlannedCluster.shared(2, false);
    cluster.plan();
    cluster.start(A);
    cluster.health(A, Health.SUSPECT);
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
    cluster.move(A);
    assertThat(cluster.service().move()).isPresent();
  }

  @Test
  void whoCannotOpenItIsPassedOver() {
    PlannedCluster cluster = PlannedCluster.shared(3, true);
    cluster.plan();
    cluster.givesUp();
    cluster.plan();
    assertThat(cluster.view().primary()).contains(B);
    assertThat(cluster.plan()).as("no fallback to one that could not").isEmpty();
    cluster.start(A);
    assertThat(cluster.plan()).containsExactly(new Proposal.FallBack(PlannedCluster.SERVICE, A));
  }

  @Test
  void whenNobodyCanTheyTakeTurnsSlowly() {
    PlannedCluster cluster = PlannedCluster.shared(2, false);
    cluster.plan();
    cluster.givesUp();
    cluster.plan();
    cluster.givesUp();
    assertThat(cluster.plan()).isEmpty();
    cluster.passes(FailoverPlanner.PATIENCE);
    assertThat(cluster.plan()).hasSize(1);
    assertThat(cluster.view().primary()).isPresent();
  }
}
