package io.havenfs.quorum.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.NodeId;
import org.junit.jupiter.api.Test;

final class LivenessTest {
  private static final NodeId SELF = new NodeId("self");
  private static final NodeId NODE = new NodeId("n");
  private static final long LEASE = 1_000;

  private final Liveness liveness = new Liveness(SELF, 5);

  @Test
  void aNewLeaderWaitsForTheLeasesOfTheOneBefore() {
    liveness.leadershipBegan(1, LEASE, 100);
    assertThat(liveness.health(NODE, 1, 100)).isEqualTo(Health.ALIVE);
    assertThat(liveness.health(NODE, 1, 100 + LEASE - 1)).isEqualTo(Health.SUSPECT);
    assertThat(liveness.condemn(NODE, 1, 100 + LEASE - 1)).isFalse();
    assertThat(liveness.health(NODE, 1, 100 + LEASE)).isEqualTo(Health.DEAD);
  }

  @Test
  void aHeartbeatBuysALease() {
    liveness.leadershipBegan(1, LEASE, 0);
    assertThat(liveness.heard(NODE, 1, LEASE, 5_000)).isTrue();
    assertThat(liveness.health(NODE, 1, 5_000 + LEASE - 1)).isEqualTo(Health.SUSPECT);
    assertThat(liveness.health(NODE, 1, 5_000 + LEASE)).isEqualTo(Health.DEAD);
  }

  @Test
  void aShorterLeaseDoesNotEndTheOneBefore() {
    liveness.leadershipBegan(1, LEASE, 0);
    liveness.heard(NODE, 1, 10 * LEASE, 2_000);
    liveness.heard(NODE, 1, LEASE, 2_500);
    assertThat(liveness.condemn(NODE, 1, 2_000 + 10 * LEASE - 1)).isFalse();
    assertThat(liveness.condemn(NODE, 1, 2_000 + 10 * LEASE)).isTrue();
  }

  @Test
  void theEndOfAProcessIsKnownAtOnceAndByWhoLeadsLater() {
    liveness.ended(NODE, 3);
    liveness.leadershipBegan(1, LEASE, 0);
    assertThat(liveness.health(NODE, 3, 1)).isEqualTo(Health.DEAD);
    assertThat(liveness.health(NODE, 4, 1)).isEqualTo(Health.ALIVE);
    assertThat(liveness.heard(NODE, 3, LEASE, 1)).isFalse();
    assertThat(liveness.heard(NODE, 4, LEASE, 1)).isTrue();
  }

  @Test
  void aProcessKnowsThatTheOneBeforeItHasEnded() {
    liveness.leadershipBegan(1, LEASE, 0);
    assertThat(liveness.health(SELF, 4, 1)).isEqualTo(Health.DEAD);
    assertThat(liveness.health(SELF, 5, 1)).isEqualTo(Health.ALIVE);
  }

  @Test
  void whoIsCondemnedGetsNoLeaseUntilAllIsKnown() {
    liveness.leadershipBegan(1, LEASE, 0);
    assertThat(liveness.condemn(NODE, 1, LEASE)).isTrue();
    assertThat(liveness.condemn(NODE, 1, LEASE)).isTrue();
    assertThat(liveness.heard(NODE, 1, LEASE, LEASE)).isFalse();
    liveness.pardon(NODE, 1);
    assertThat(liveness.heard(NODE, 1, LEASE, LEASE)).isFalse();
    liveness.pardon(NODE, 1);
    assertThat(liveness.heard(NODE, 1, LEASE, LEASE)).isTrue();
    assertThat(liveness.condemn(NODE, 1, LEASE + 1)).isFalse();
  }

  @Test
  void aLatePardonOfAnEarlierTermDoesNothing() {
    liveness.leadershipBegan(1, LEASE, 0);
    liveness.condemn(NODE, 1, LEASE);
    liveness.leadershipBegan(2, LEASE, LEASE);
    liveness.condemn(NODE, 1, 2 * LEASE);
    liveness.pardon(NODE, 1);
    assertThat(liveness.heard(NODE, 1, LEASE, 2 * LEASE)).isFalse();
  }

  @Test
  void whoDoesNotLeadGrantsAndJudgesNothing() {
    assertThat(liveness.heard(NODE, 1, LEASE, 0)).isFalse();
    assertThat(liveness.condemn(NODE, 1, Long.MAX_VALUE / 2)).isFalse();
  }

  @Test
  void theClockMayOverflow() {
    long now = Long.MAX_VALUE - 100;
    liveness.leadershipBegan(1, LEASE, now);
    assertThat(liveness.health(NODE, 1, now + LEASE - 1)).isNotEqualTo(Health.DEAD);
    assertThat(liveness.health(NODE, 1, now + LEASE)).isEqualTo(Health.DEAD);
  }

  @Test
  void theHolderGivesUpItsLeaseEarlier() {
    Lease lease = new Lease(10, LEASE, 0);
    assertThat(lease.holdsAt(10 + Lease.usable(LEASE) - 1)).isTrue();
    assertThat(lease.holdsAt(10 + Lease.usable(LEASE))).isFalse();
    assertThat(Lease.usable(LEASE)).isEqualTo(LEASE * 98 / 100);
    assertThat(Lease.NONE.holdsAt(0)).isFalse();
    assertThat(Lease.NONE.holdsAt(-LEASE)).isFalse();
  }
}
