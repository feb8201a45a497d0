package io.havenfs.engine.client.identity;

import static io.havenfs.engine.client.fake.RowEngine.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.client.fake.RowEngine;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.client.open.Stateid;
import org.junit.jupiter.api.Test;

final class GraceTest {
  private static final long FILE = 7;

  private final RowEngine engine = new RowEngine();
  private final long alice = engine.client("alice");
  private final Stateid held = open(alice, ShareModes.BOTH, ShareModes.WRITE);

  private Stateid open(long client, int access, int deny) {
    engine.service().opens().check(engine.tx(), client, owner("x"), FILE, access, deny);
    return engine.service().opens().open(engine.tx(), client, owner("x"), FILE, access, deny);
  }

  private Grace grace() {
    return engine.service().grace();
  }

  private void admit(long client, boolean reclaim) {
    grace().admit(engine.committed(), client, reclaim);
  }

  private void tick() {
    engine.service().housekeeping().tick();
  }

  @Test
  void aClientMustSayThatItHasNothingToReclaim() {
    long carol = engine.identify("carol");
    var _ = engine.session(carol, 1);
    assertThatThrownBy(() -> admit(carol, false)).hasMessage("GRACE");
    assertThat(grace().complete(engine.tx(), carol)).isEmpty();
    admit(carol, false);
    assertThat(grace().complete(engine.tx(), carol)).contains(Refusal.COMPLETE_ALREADY);
    assertThatThrownBy(() -> admit(carol, true)).hasMessage("NO_GRACE");
  }

  @Test
  void aRestartThatLosesNothingChangesNothing() {
    var before = engine.tx().rows();
    engine.restart(false);
    tick();
    assertThat(grace().active()).isFalse();
    assertThat(engine.tx().rows()).isEqualTo(before);
    assertThatCode(() -> admit(alice, false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> admit(alice, true)).hasMessage("NO_GRACE");
    assertThat(grace().reclaimNeeded(engine.committed(), alice)).isFalse();
  }

  @Test
  void afterALossClientsReclaimAndNobodyElseGetsAnything() {
    long bob = engine.client("bob");
    engine.restart(true);
    tick();
    assertThat(grace().active()).isTrue();
    assertThat(grace().reclaimNeeded(engine.committed(), alice)).isTrue();
    assertThatThrownBy(() -> admit(alice, false)).hasMessage("GRACE");
    admit(alice, true);
    Stateid again = open(alice, ShareModes.BOTH, ShareModes.WRITE);
    assertThat(again.counter()).isNotEqualTo(held.counter());
    assertThat(again.sequence()).isEqualTo(1);
    assertThat(grace().complete(engine.tx(), alice)).isEmpty();
    assertThatThrownBy(() -> admit(alice, true)).hasMessage("NO_GRACE");
    assertThatThrownBy(() -> admit(alice, false)).hasMessage("GRACE");
    tick();
    assertThat(grace().active()).isTrue();
    assertThat(grace().complete(engine.tx(), bob)).isEmpty();
    tick();
    assertThat(grace().active()).isFalse();
    admit(alice, false);
    StateChecks.io(engine.committed(), alice, again, FILE, ShareModes.WRITE);
    assertThat(engine.lastClosed()).isEmpty();
  }

  @Test
  void whatIsNotReclaimedGoesWithRECLAIM_COMPLETE() {
    engine.restart(true);
    assertThat(grace().complete(engine.tx(), alice)).isEmpty();
    assertThatThrownBy(() -> StateChecks.find(engine.committed(), alice, held))
        .hasMessage("BAD_STATEID");
    assertThat(engine.lastClosed()).containsExactly(FILE);
  }

  @Test
  void whoComesTooLateMayNeverReclaimThat() {
    engine.restart(true);
    engine.time().advance(RowEngine.LIMITS.lease().plusSeconds(1));
    tick();
    assertThat(grace().active()).isFalse();
    assertThat(engine.lastClosed()).containsExactly(FILE);
    assertThatThrownBy(() -> admit(alice, true)).hasMessage("NO_GRACE");
    assertThat(grace().reclaimNeeded(engine.committed(), alice)).isTrue();
    engine.restart(true);
    assertThatThrownBy(() -> admit(alice, true)).hasMessage("NO_GRACE");
    assertThat(grace().complete(engine.tx(), alice)).isEmpty();
    tick();
    admit(alice, false);
    assertThat(grace().reclaimNeeded(engine.committed(), alice)).isFalse();
  }

  @Test
  void aRestartInTheMiddleGoesOnWithTheGracePeriod() {
    engine.restart(true);
    engine.restart(false);
    assertThat(grace().active()).isTrue();
    admit(alice, true);
    assertThat(open(alice, ShareModes.BOTH, 0).sequence()).isEqualTo(1);
  }

  @Test
  void aNewClientHasNothingToReclaim() {
    engine.restart(true);
    long carol = engine.identify("carol");
    var _ = engine.session(carol, 1);
    assertThatThrownBy(() -> admit(carol, true)).hasMessage("RECLAIM_BAD");
    assertThatThrownBy(() -> admit(carol + 100, true)).hasMessage("EXPIRED");
  }

  @Test
  void withoutClientsThereIsNoGracePeriod() {
    RowEngine empty = new RowEngine();
    empty.restart(true);
    empty.service().housekeeping().tick();
    assertThat(empty.service().grace().active()).isFalse();
  }

  @Test
  void locksAreReclaimedByLockingAgain() {
    LockRange range = new LockRange(0, 9, true);
    var locking = engine.service().locking();
    var first = locking.lockUnderOpen(engine.tx(), alice, held, owner("p"), range, FILE);
    engine.restart(true);
    Stateid again = open(alice, ShareModes.BOTH, 0);
    var second =
        engine
            .service()
            .locking()
            .lockUnderOpen(engine.tx(), alice, again, owner("p"), range, FILE);
    assertThat(second).isNotEqualTo(first);
    assertThat(second.getClass()).isEqualTo(first.getClass());
  }
}
