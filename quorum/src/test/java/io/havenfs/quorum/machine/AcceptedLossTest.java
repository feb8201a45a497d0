package io.havenfs.quorum.machine;

import static io.havenfs.quorum.machine.TwoCopies.FIRST;
import static io.havenfs.quorum.machine.TwoCopies.SECOND;
import static io.havenfs.quorum.machine.TwoCopies.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was acknowledged is given up by an operator's word only, and only when nobody serves. */
final class AcceptedLossTest {
  private final TwoCopies cluster = new TwoCopies(Set.of());

  /** The second copy falls behind, the first one's disk goes, and it is offline. */
  private void loseTheCopyInSync() {
    cluster.apply(new Command.ChangeView(SERVICE, cluster.view().without(SECOND), FIRST));
    cluster.apply(new Command.NodeStarted(FIRST, 2, Set.of()));
    takeOffline();
  }

  private void takeOffline() {
    cluster.apply(new Command.SetDesired(SERVICE, Desired.OFFLINE));
    cluster.apply(new Command.ChangeView(SERVICE, cluster.view().released(), SECOND));
  }

  private CommandResult accept(NodeId node) {
    return cluster.apply(new Command.AcceptLoss(SERVICE, node, cluster.view().version()));
  }

  private void assertRefused(CommandResult result, String why) {
    assertThat(result)
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            refused -> assertThat(refused.message()).contains(SERVICE.name()).contains(why));
  }

  @Test
  void theOlderCopyIsTheOnlyOneThatCountsThen() {
    loseTheCopyInSync();
    long epoch = cluster.view().epoch();

    assertThat(accept(SECOND).accepted()).isTrue();

    assertThat(cluster.view().inSync()).containsExactly(SECOND);
    assertThat(cluster.view().primary()).isEmpty();
    assertThat(cluster.view().epoch()).isEqualTo(epoch + 1);
    assertThat(cluster.takesOver(FIRST, List.of(FIRST)).accepted()).isFalse();
    assertThat(cluster.takesOver(SECOND, List.of(SECOND)).accepted()).isTrue();
  }

  @Test
  void whoAsksAgainGetsTheSameAnswer() {
    loseTheCopyInSync();
    Command command = new Command.AcceptLoss(SERVICE, SECOND, cluster.view().version());

    assertThat(cluster.apply(command).accepted()).isTrue();
    var after = cluster.state();
    assertThat(cluster.apply(command).accepted()).isTrue();
    assertThat(cluster.state()).isEqualTo(after);
  }

  @Test
  void notWhileItIsWantedOnline() {
    cluster.apply(new Command.ChangeView(SERVICE, cluster.view().without(SECOND), FIRST));
    assertRefused(accept(SECOND), "not offline");
  }

  @Test
  void notWhileSomebodyMayServe() {
    cluster.apply(new Command.ChangeView(SERVICE, cluster.view().without(SECOND), FIRST));
    cluster.apply(new Command.SetDesired(SERVICE, Desired.OFFLINE));
    assertRefused(accept(SECOND), "not offline");
  }

  @Test
  void notWithACopyThatIsInSync() {
    takeOffline();
    cluster.apply(new Command.NodeStarted(FIRST, 2, Set.of()));
    takeOffline();
    assertRefused(accept(SECOND), "in sync");
  }

  @Test
  void notOnANodeWithoutACopy() {
    loseTheCopyInSync();
    assertRefused(accept(new NodeId("third")), "no replica");
  }

  /** Somebody has brought it online meanwhile, or the lost copy is found. */
  @Test
  void notWhenSomethingHasHappenedSince() {
    loseTheCopyInSync();
    Command late = new Command.AcceptLoss(SERVICE, SECOND, cluster.view().version());
    cluster.apply(new Command.NodeStarted(FIRST, 3, Set.of(1)));
    assertRefused(cluster.apply(late), "changed meanwhile");
  }
}
