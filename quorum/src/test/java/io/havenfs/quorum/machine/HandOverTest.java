package io.havenfs.quorum.machine;

import static io.havenfs.quorum.machine.TwoCopies.FIRST;
import static io.havenfs.quorum.machine.TwoCopies.SECOND;
import static io.havenfs.quorum.machine.TwoCopies.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.View;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A planned move goes only to a process that is the one that came in sync. Found by the simulation
 * (seed 3584): a copy that had lost power got a service from a primary that had everything.
 */
final class HandOverTest {
  private final TwoCopies cluster = new TwoCopies(Set.of(1));

  /** A leader may be the primary, judge itself dead, and be deposed before its proposal comes. */
  @Test
  void aJudgementOfAnotherTermIsNoHandOver() {
    View next = cluster.view().takenOver(SECOND, cluster.view().inSync());
    Command.ChangeView change = new Command.ChangeView(SERVICE, next, FIRST);
    assertThat(cluster.apply(change.judgedIn(0)).accepted()).isFalse();
    assertThat(cluster.apply(change.judgedIn(1)).accepted()).isTrue();
  }

  @Test
  void aCopyThatDidNotRestartMayGetTheService() {
    assertThat(cluster.apply(new Command.RequestMove(SERVICE, SECOND)).accepted()).isTrue();
    View next = cluster.view().takenOver(SECOND, cluster.view().inSync());
    assertThat(cluster.apply(new Command.ChangeView(SERVICE, next, FIRST)).accepted()).isTrue();
  }

  @Test
  void aCopyThatRestartedMayNot() {
    cluster.apply(new Command.NodeStarted(SECOND, 2, Set.of(1)));
    assertThat(cluster.apply(new Command.RequestMove(SERVICE, SECOND)))
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            refused -> assertThat(refused.message()).contains("has restarted"));
    View next = cluster.view().takenOver(SECOND, cluster.view().inSync());
    assertThat(cluster.apply(new Command.ChangeView(SERVICE, next, FIRST)))
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            refused -> assertThat(refused.message()).contains("has restarted"));
    assertThat(cluster.view().isPrimary(FIRST)).isTrue();
  }
}
