package io.havenfs.engine.client.open;

import static io.havenfs.engine.client.fake.RowEngine.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.client.fake.RowEngine;
import io.havenfs.engine.client.lock.LockRange;
import org.junit.jupiter.api.Test;

final class LockingTest {
  private static final long FILE = 7;
  private static final LockRange WRITE = new LockRange(10, 19, true);
  private static final LockRange READ = new LockRange(15, 24, false);

  private final RowEngine engine = new RowEngine();
  private final long alice = engine.client("alice");
  private final long bob = engine.client("bob");
  private final Stateid aliceOpen = open(alice, ShareModes.BOTH);
  private final Stateid bobOpen = open(bob, ShareModes.BOTH);

  private Stateid open(long client, int access) {
    return engine.service().opens().open(engine.tx(), client, owner("o"), FILE, access, 0);
  }

  private Locking locking() {
    return engine.service().locking();
  }

  private LockOutcome lock(long client, Stateid open, String owner, LockRange range) {
    return locking().lockUnderOpen(engine.tx(), client, open, owner(owner), range, FILE);
  }

  private static Stateid granted(LockOutcome outcome) {
    assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
    return ((LockOutcome.Granted) outcome).stateid();
  }

  @Test
  void aConflictNamesRangeAndOwner() {
    Stateid held = granted(lock(alice, aliceOpen, "p", WRITE));
    assertThat(held.sequence()).isEqualTo(1);
    LockOutcome.Denied denied = new LockOutcome.Denied(WRITE, alice, owner("p"));
    assertThat(lock(bob, bobOpen, "p", READ)).isEqualTo(denied);
    assertThat(lock(alice, aliceOpen, "q", READ)).isEqualTo(denied);
    assertThat(locking().test(engine.committed(), bob, owner("p"), READ, FILE)).contains(denied);
    assertThat(locking().test(engine.committed(), alice, owner("p"), READ, FILE)).isEmpty();
    Stateid after = locking().unlock(engine.tx(), alice, held, new LockRange(12, 30, true), FILE);
    assertThat(after.sequence()).isEqualTo(2);
    assertThat(lock(bob, bobOpen, "p", READ)).isInstanceOf(LockOutcome.Granted.class);
  }

  @Test
  void anOwnerThatLocksAnewUnderItsOpenKeepsItsStateid() {
    Stateid first = granted(lock(alice, aliceOpen, "p", WRITE));
    Stateid second = granted(lock(alice, aliceOpen, "p", READ));
    assertThat(second).isEqualTo(new Stateid(2, FILE, first.counter()));
    Stateid third = granted(locking().lock(engine.tx(), alice, second, WRITE, FILE));
    assertThat(third.sequence()).isEqualTo(3);
    assertThatThrownBy(() -> locking().lock(engine.tx(), alice, second, WRITE, FILE))
        .hasMessage("OLD_STATEID");
    assertThatThrownBy(() -> locking().lock(engine.tx(), alice, aliceOpen, WRITE, FILE))
        .hasMessage("BAD_STATEID");
  }

  @Test
  void theOpenMustAllowTheLock() {
    long carol = engine.client("carol");
    Stateid reading = open(carol, ShareModes.READ);
    assertThatThrownBy(() -> lock(carol, reading, "p", WRITE)).hasMessage("OPEN_MODE");
    Stateid held = granted(lock(carol, reading, "p", READ));
    assertThatThrownBy(() -> locking().lock(engine.tx(), carol, held, WRITE, FILE))
        .hasMessage("OPEN_MODE");
    StateChecks.io(engine.committed(), carol, held, FILE, ShareModes.READ);
    assertThatThrownBy(
            () -> StateChecks.io(engine.committed(), carol, held, FILE, ShareModes.WRITE))
        .hasMessage("OPEN_MODE");
  }

  @Test
  void closingTakesTheLocksAlong() {
    Stateid held = granted(lock(alice, aliceOpen, "p", WRITE));
    engine.service().opens().close(engine.tx(), alice, aliceOpen, FILE);
    assertThatThrownBy(() -> StateChecks.find(engine.committed(), alice, held))
        .hasMessage("BAD_STATEID");
    assertThat(lock(bob, bobOpen, "p", WRITE)).isInstanceOf(LockOutcome.Granted.class);
    assertThat(engine.lastClosed()).isEmpty();
  }

  @Test
  void onlyAStateidWithoutLocksIsFreed() {
    Stateid held = granted(lock(alice, aliceOpen, "p", WRITE));
    assertThatThrownBy(() -> locking().free(engine.tx(), alice, held)).hasMessage("LOCKS_HELD");
    assertThatThrownBy(() -> locking().free(engine.tx(), alice, aliceOpen))
        .hasMessage("LOCKS_HELD");
    Stateid empty = locking().unlock(engine.tx(), alice, held, WRITE, FILE);
    assertThatThrownBy(() -> locking().free(engine.tx(), bob, empty)).hasMessage("BAD_STATEID");
    locking().free(engine.tx(), alice, empty);
    assertThatThrownBy(() -> locking().free(engine.tx(), alice, empty)).hasMessage("BAD_STATEID");
  }

  @Test
  void locksSurviveARestartAndSilentHoldersGoWhenSomebodyWantsTheirs() {
    Stateid held = granted(lock(alice, aliceOpen, "p", WRITE));
    engine.restart(false);
    assertThat(lock(bob, bobOpen, "p", READ)).isInstanceOf(LockOutcome.Denied.class);
    engine.time().advance(RowEngine.LIMITS.lease().plusSeconds(1));
    engine.service().leases().of(bob).renew(engine.time().nanoTime());
    assertThat(locking().test(engine.committed(), bob, owner("p"), READ, FILE)).isEmpty();
    StateChecks.io(engine.committed(), alice, held, FILE, ShareModes.WRITE);
    assertThat(lock(bob, bobOpen, "p", READ)).isInstanceOf(LockOutcome.Granted.class);
    assertThatThrownBy(() -> StateChecks.find(engine.committed(), alice, aliceOpen))
        .hasMessage("BAD_STATEID");
  }
}
