package io.havenfs.quorum.machine;

import static io.havenfs.quorum.machine.TwoCopies.FIRST;
import static io.havenfs.quorum.machine.TwoCopies.SECOND;
import static io.havenfs.quorum.machine.TwoCopies.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node that does not find its copy must not take over by its good name. */
final class MissingCopyTest {
  private static final Set<Integer> ITS_COPY = Set.of(1);
  private static final Set<Integer> NOTHING = Set.of();

  private final TwoCopies cluster = new TwoCopies(NOTHING);

  @Test
  void itDoesNotTakeOverEvenIfItWasThePrimary() {
    cluster.apply(new Command.NodeStarted(FIRST, 2, NOTHING));

    assertThat(cluster.takesOver(FIRST, List.of(FIRST, SECOND)))
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            refused -> assertThat(refused.message()).contains("has not found its copy"));
    assertThat(cluster.takesOver(SECOND, List.of(SECOND)).accepted()).isTrue();
  }

  @Test
  void itDoesNotTakeOverEvenIfItWasTheOnlyOne() {
    cluster.apply(new Command.ChangeView(SERVICE, cluster.view().without(SECOND), FIRST));
    cluster.apply(new Command.NodeStarted(FIRST, 2, NOTHING));

    assertThat(cluster.takesOver(FIRST, List.of(FIRST)).accepted()).isFalse();
    assertThat(cluster.service().lacksCopy(FIRST)).isTrue();
  }

  @Test
  void whenItIsFoundAgainItCounts() {
    cluster.apply(new Command.NodeStarted(FIRST, 2, NOTHING));
    cluster.apply(new Command.NodeStarted(FIRST, 3, ITS_COPY));

    assertThat(cluster.service().lacksCopy(FIRST)).isFalse();
    assertThat(cluster.takesOver(FIRST, List.of(FIRST, SECOND)).accepted()).isTrue();
  }

  @Test
  void whoIsBroughtInSyncAgainHasItsCopy() {
    cluster.apply(new Command.NodeStarted(SECOND, 2, NOTHING));
    assertThat(cluster.service().lacksCopy(SECOND)).isTrue();

    cluster.apply(new Command.ChangeView(SERVICE, cluster.view().without(SECOND), FIRST));
    cluster.apply(new Command.ChangeView(SERVICE, cluster.view().with(SECOND), FIRST));

    assertThat(cluster.service().lacksCopy(SECOND)).isFalse();
    assertThat(cluster.state().node(SECOND).map(cluster.service()::isSameProcess)).contains(true);
  }

  /** All have restarted, and the last primary, named again, finds its log damaged. */
  @Test
  void aPrimaryThatRefusesItsCopyGivesWay() {
    cluster.apply(new Command.NodeStarted(FIRST, 2, ITS_COPY));
    cluster.apply(new Command.NodeStarted(SECOND, 2, ITS_COPY));
    cluster.takesOver(FIRST, List.of(FIRST, SECOND));

    assertThat(
            cluster
                .apply(new Command.CopyRefused(SERVICE, FIRST, cluster.view().epoch()))
                .accepted())
        .isTrue();

    assertThat(cluster.service().lacksCopy(FIRST)).isTrue();
    assertThat(cluster.takesOver(SECOND, List.of(SECOND)).accepted()).isTrue();
  }

  @Test
  void aRefusalOfAnotherEpochMeansNothing() {
    assertThat(
            cluster
                .apply(new Command.CopyRefused(SERVICE, FIRST, cluster.view().epoch() - 1))
                .accepted())
        .isFalse();

    assertThat(cluster.service().lacksCopy(FIRST)).isFalse();
  }

  @Test
  void aNodeThatIsNotInSyncLacksNothing() {
    cluster.apply(new Command.ChangeView(SERVICE, cluster.view().without(SECOND), FIRST));
    cluster.apply(new Command.NodeStarted(SECOND, 2, NOTHING));

    assertThat(cluster.service().lacksCopy(SECOND)).isFalse();
  }
}
