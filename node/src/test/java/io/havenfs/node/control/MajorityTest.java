package io.havenfs.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.node.control.ClusterReport.NodeReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class MajorityTest {
  private static NodeReport node(String name, String health, String... roles) {
    return new NodeReport(name, "127.0.0.1", 1, 2, 3, List.of(roles), health);
  }

  private static NodeReport voter(String name, String health) {
    return node(name, health, "DATA", "VOTER");
  }

  private static boolean mayGo(String leaving, NodeReport... nodes) {
    return Majority.objection(List.of(nodes), leaving).isEmpty();
  }

  @Test
  void whoIsNeededForAMajorityStays() {
    NodeReport[] one = {voter("a", "ALIVE"), voter("b", "ALIVE"), voter("c", "DEAD")};
    assertThat(mayGo("a", one)).isFalse();
    assertThat(mayGo("c", one)).isTrue();
    assertThat(Majority.objection(List.of(one), "a").orElseThrow())
        .contains("without node a", "dead: c");
  }

  @Test
  void whileEnoughAreAliveAnybodyMayGo() {
    NodeReport[] all = {voter("a", "ALIVE"), voter("b", "SUSPECT"), voter("c", "ALIVE")};
    assertThat(mayGo("a", all)).isTrue();
    NodeReport[] four = {
      voter("a", "ALIVE"), voter("b", "ALIVE"), voter("c", "ALIVE"), voter("d", "DEAD")
    };
    assertThat(mayGo("a", four)).isTrue();
  }

  @Test
  void whoDoesNotVoteIsNotMissed() {
    assertThat(mayGo("b", voter("a", "ALIVE"), node("b", "ALIVE", "DATA"))).isTrue();
    assertThat(mayGo("b", voter("a", "ALIVE"), voter("b", "ALIVE"), node("c", "DEAD", "DATA")))
        .isTrue();
  }

  @Test
  void aReportWithoutJudgementIsNoObjection() {
    assertThat(mayGo("a", voter("a", "UNKNOWN"), voter("b", "UNKNOWN"))).isTrue();
  }
}
