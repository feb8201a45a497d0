package io.havenfs.interop;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Everything that happens to nodes, disks and cables happens to a cluster under four Linux clients
 * over NFSv3, 4.0, 4.1 and 4.2, which work without pause. They see nothing but a wait: nothing is
 * lost, nothing is done twice, locks stay where they are, and nobody has to reclaim anything.
 *
 * <p>The short form does once what differs most; the long form, {@code -Dinterop.long=true}, does
 * all, {@code -Dinterop.rounds} times. The table of how long clients waited is printed at the end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private static final String LONG = "interop.long";
  private static final int MOVES_IN_A_ROW = 20;

  @AutoClose private FaultLab faults;
  private ClusterLab lab;
  private NodeFaults nodes;
  private NetworkFaults network;
  private DiskFaults disks;

  @SuppressWarnings("NullAway.Init") // start() sets the fields before any test
  FaultTest() {}

  @BeforeAll
  void start() {
    faults = FaultLab.open(getClass().getSimpleName());
    lab = faults.cluster();
    nodes = new NodeFaults(faults);
    network = new NetworkFaults(faults);
    disks = new DiskFaults(faults);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePrimaryIsKilled() {
    roundsSeenOnTheWire("primary killed", "kill.pcap", nodes::killPrimary);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void theServiceMoves() {
    roundsSeenOnTheWire("service moved", "move.pcap", nodes::move);
  }

  /** In the first round the first client's packets must show that it just carried on. */
  private void roundsSeenOnTheWire(String fault, String file, Runnable round) {
    Network.Tap tap = faults.work().clients().getFirst().guest().tap();
    try (Capture capture =
        Capture.start(tap.where(), tap.device(), ClusterLab.NFS, lab.folder().resolve(file))) {
      faults.measure(fault, round);
      capture.failover().assertCarriedOn();
    }
    faults.furtherRounds(fault, round);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void theServiceMovesAgainAndAgain() {
    faults.rounds(
        "service moved " + MOVES_IN_A_ROW + " times in a row",
        () -> {
          for (int i = 0; i < MOVES_IN_A_ROW; i++) {
            lab.awaitCopies(2);
            nodes.move();
          }
        });
  }

  @Test
  void thePrimaryStandsStillAndWakesUpAloneWithAClient() {
    faults.rounds(
        "primary frozen, cut off with the 4.2 client",
        network::serveBesideClient,
        network::freezePrimaryWithClient);
  }

  @Test
  void thePrimaryIsCutOffTogetherWithAClient() {
    faults.rounds(
        "primary cut off with the 4.2 client",
        network::serveBesideClient,
        network::cutOffPrimaryWithClient);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePrimaryStandsStill() {
    faults.rounds("primary frozen", nodes::freezePrimary);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePrimaryHearsNothing() {
    faults.rounds("primary hears nothing", network::deafenPrimary);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePrimaryIsNotHeard() {
    faults.rounds("primary is not heard", network::mutePrimary);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void theSecondaryIsKilledAndComesBackByTheLog() {
    faults.rounds("secondary killed", nodes::killSecondary);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void theSecondaryIsCutOff() {
    faults.rounds("secondary cut off", network::cutOffSecondary);
  }

  @Test
  void theWitnessLeadsTheQuorumAndIsKilled() {
    faults.rounds(
        "quorum's leader killed: witness", () -> nodes.makeLead(lab::witness), nodes::killLeader);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void theSecondaryLeadsTheQuorumAndIsKilled() {
    faults.rounds(
        "quorum's leader killed: secondary",
        () -> nodes.makeLead(lab::secondary),
        nodes::killLeader);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePrimaryLeadsTheQuorumAndIsKilled() {
    faults.rounds(
        "quorum's leader killed: primary", () -> nodes.makeLead(lab::primary), nodes::killLeader);
  }

  @Test
  void everyNodeIsRestartedInTurn() {
    faults.rounds("every node restarted in turn", nodes::restartEach);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePowerFails() {
    faults.rounds("all nodes killed", nodes::failPower);
  }

  @Test
  void theSecondarysDiskIsFull() {
    faults.rounds("secondary's disk full", disks::fillSecondary);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePrimarysDiskIsFull() {
    faults.rounds("primary's disk full", disks::fillPrimary);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePrimarysDiskHasNotOneByte() {
    faults.rounds("primary's disk full to the brim", disks::fillPrimaryToTheBrim);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void thePrimarysDiskIsSlow() {
    faults.rounds("primary's disk slow", () -> disks.slowDown(lab.primary()));
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void theSecondarysDiskIsSlow() {
    faults.rounds("secondary's disk slow", () -> disks.slowDown(lab.secondary()));
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void theSecondarysDiskStandsStill() {
    faults.rounds("secondary's disk stands still", disks::hangSecondary);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = "true")
  void theSecondaryComesBackByTheScoreboard() {
    faults.rounds("secondary back by scoreboard", disks::rejoinByScoreboard);
  }
}
