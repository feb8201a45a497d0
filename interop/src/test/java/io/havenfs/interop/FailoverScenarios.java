package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * A service goes from node to node under two Linux clients that work without pause. They see
 * nothing but a wait: nothing is lost, nothing is done twice, and locks stay where they are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FailoverScenarios {
  static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int ROUNDS = Integer.getInteger("interop.rounds", 1);

  private final String version;
  @AutoClose private ClusterLab lab;
  private UmlClient one;
  private UmlClient two;
  private final List<Job> steady = new ArrayList<>();
  private Optional<Job> hold = Optional.empty();
  private String name = "";

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  FailoverScenarios(String version) {
    this.version = version;
  }

  @BeforeAll
  void start() {
    lab = ClusterLab.open(getClass().getSimpleName());
    one = lab.client("guest1", version, UmlClient.SEE_SOON);
    two = lab.client("guest2", version, UmlClient.SEE_SOON);
  }

  ClusterLab lab() {
    return lab;
  }

  /** Who holds locks throughout. */
  UmlClient one() {
    return one;
  }

  /** Who wants them. */
  UmlClient two() {
    return two;
  }

  @BeforeEach
  void work(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    steady.clear();
    Job holder = role(one, "hold");
    holder.awaitLine("held", LIMIT);
    hold = Optional.of(holder);
    steady.add(role(two, "contend"));
    steady.add(role(one, "steady"));
    steady.add(role(two, "steady"));
    steady.forEach(job -> job.awaitLine("step 20", LIMIT));
  }

  private Job role(UmlClient client, String role) {
    return client.scenario("failover.py", role, name);
  }

  /**
   * Whatever was done to the nodes, the work goes on afterwards, and nothing is amiss at its end.
   */
  @AfterEach
  void workIsWhole() {
    lab.awaitCopies(2);
    role(one, "stop").succeed(LIMIT);
    steady.forEach(job -> job.succeed(LIMIT));
    role(two, "release").succeed(LIMIT);
    hold.ifPresent(job -> job.succeed(LIMIT));
    steady.forEach(job -> report(job.lines("stall"), job.lines("longest")));
  }

  private void report(List<String> stalls, List<String> longest) {
    if (!longest.isEmpty()) {
      System.out.printf(
          "%s.%s: %s; stalls: %s%n", getClass().getSimpleName(), name, longest, stalls);
    }
  }

  /** Does it as often as this run wants it, each time with two copies. */
  void rounds(Runnable round) {
    for (int i = 0; i < ROUNDS; i++) {
      round.run();
      lab.awaitCopies(2);
    }
  }

  @Test
  void thePrimaryIsKilled() {
    rounds(
        seenOnTheWire(
            "kill.pcap",
            () -> {
              ClusterNode before = lab.primary();
              before.kill();
              lab.awaitMoved(before);
              before.start();
            }));
  }

  /** Afterwards any node tells who the clients are, and what they hold. */
  @Test
  void theServiceMoves() {
    find(two);
    rounds(seenOnTheWire("move.pcap", () -> lab.moveTo(lab.secondary())));
    find(two);
    assertThat(lab.ask("clients").lines().filter(this::isOfThisVersion)).hasSize(2);
    assertThat(lab.ask("locks")).contains("write");
  }

  /** How clients of this version find the service before they mount it. */
  void find(UmlClient client) {
    // NFSv4 has one port, which everybody knows.
  }

  /** What is said first may have been on its way before: the second line is new. */
  private static void awaitProgress(Job job) {
    job.awaitMore("step", job.lines("step").size() + 1, LIMIT);
  }

  private boolean isOfThisVersion(String line) {
    return line.matches("\\S+ +\\S+ +" + Pattern.quote(version) + " .*");
  }

  /**
   * The round; and where there are sessions, the first client's packets show that it carried on.
   */
  private Runnable seenOnTheWire(String file, Runnable round) {
    if (version.equals("3")) {
      return round;
    }
    Network.Tap tap = one.tap();
    return () -> {
      try (Capture capture =
          Capture.start(tap.where(), tap.device(), ClusterLab.NFS, lab.folder().resolve(file))) {
        round.run();
        lab.awaitCopies(2);
        steady.forEach(FailoverScenarios::awaitProgress);
        capture.failover().assertCarriedOn();
      }
    };
  }
}
