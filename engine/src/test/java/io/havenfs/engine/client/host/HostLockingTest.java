package io.havenfs.engine.client.host;

import static io.havenfs.engine.client.fake.RowEngine.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.client.fake.RowEngine;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.LockOutcome;
import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.Stateid;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.reply.ClientAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HostLockingTest {
  private static final long FILE = 7;
  private static final long OTHER = 8;
  private static final LockRange READ = new LockRange(10, 19, false);
  private static final LockRange WRITE = new LockRange(10, 19, true);
  private static final LockRange ALL = new LockRange(0, LockRange.END, true);
  private static final ClientAddress SERVICE = new ClientAddress(0, 99);
  private static final Optional<LockWait.Callback> WAITS =
      Optional.of(new LockWait.Callback(4, SERVICE, false, Bytes.EMPTY));

  private final RowEngine engine = new RowEngine();
  private final List<Long> freed = new ArrayList<>();
  private Host anna = host("anna", 1);
  private Host bert = host("bert", 2);

  HostLockingTest() {
    locking().onFreed(freed::add);
  }

  private Host host(String name, long address) {
    HostKey key = new HostKey(new ClientAddress(0, address), name);
    return engine.service().hosts().introduce(engine.tx(), key, SERVICE, 3, true);
  }

  private HostLocking locking() {
    return engine.service().hostLocking();
  }

  private static HostLocking.Wanted wanted(Host host, long file, LockRange range) {
    return new HostLocking.Wanted(host, owner("o"), file, range);
  }

  private LockAnswer lock(Host host, long file, LockRange range) {
    return locking().lock(engine.tx(), wanted(host, file, range), false, Optional.empty());
  }

  private LockAnswer waitFor(Host host, long file, LockRange range) {
    return locking().lock(engine.tx(), wanted(host, file, range), false, WAITS);
  }

  private LockAnswer reclaim(Host host, LockRange range) {
    return locking().lock(engine.tx(), wanted(host, FILE, range), true, Optional.empty());
  }

  private void unlock(Host host, long file, LockRange range) {
    locking().unlock(engine.tx(), wanted(host, file, range));
  }

  private LockWaitKey onlyWait() {
    assertThat(LockWaits.all(engine.committed())).hasSize(1);
    return LockWaits.all(engine.committed()).keySet().iterator().next();
  }

  @Test
  void hostsExcludeEachOtherAndTestNamesTheHolder() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(lock(bert, FILE, ALL)).isEqualTo(LockAnswer.DENIED);
    assertThat(locking().test(engine.committed(), wanted(bert, FILE, ALL)))
        .contains(new LockOutcome.Denied(WRITE, anna.id(), owner("o")));
    assertThat(locking().test(engine.committed(), wanted(anna, FILE, ALL))).isEmpty();
    unlock(anna, FILE, ALL);
    assertThat(lock(bert, FILE, ALL)).isEqualTo(LockAnswer.GRANTED);
    unlock(bert, FILE, ALL);
    assertThat(engine.lastClosed()).contains(FILE);
  }

  @Test
  void hostsAndClientsWithLeasesExcludeEachOther() {
    long carl = engine.client("carl");
    Stateid open =
        engine.service().opens().open(engine.tx(), carl, owner("p"), FILE, ShareModes.BOTH, 0);
    LockOutcome held =
        engine.service().locking().lockUnderOpen(engine.tx(), carl, open, owner("p"), WRITE, FILE);
    assertThat(held).isInstanceOf(LockOutcome.Granted.class);
    assertThat(lock(anna, FILE, ALL)).isEqualTo(LockAnswer.DENIED);
    assertThat(waitFor(anna, FILE, ALL)).isEqualTo(LockAnswer.BLOCKED);
    engine.service().opens().close(engine.tx(), carl, open, FILE);
    assertThat(freed).containsExactly(FILE);
    assertThat(locking().grant(engine.tx(), onlyWait())).isPresent();
    Stateid again =
        engine.service().opens().open(engine.tx(), carl, owner("p"), FILE, ShareModes.BOTH, 0);
    assertThat(
            engine
                .service()
                .locking()
                .lockUnderOpen(engine.tx(), carl, again, owner("p"), WRITE, FILE))
        .isEqualTo(new LockOutcome.Denied(ALL, anna.id(), owner("o")));
  }

  @Test
  void aHostHasNoLeaseThatCouldRunOut() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    engine.time().advance(Duration.ofDays(30));
    engine.service().housekeeping().tick();
    assertThat(lock(bert, FILE, WRITE)).isEqualTo(LockAnswer.DENIED);
    assertThat(locking().test(engine.committed(), wanted(bert, FILE, WRITE))).isPresent();
  }

  @Test
  void whoWaitsIsGrantedWhatWasFreedAndStaysUntilConfirmed() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    LockWaitKey key = onlyWait();
    assertThat(locking().grant(engine.tx(), key)).isEmpty();
    unlock(anna, FILE, WRITE);
    assertThat(freed).containsExactly(FILE);
    assertThat(locking().grant(engine.tx(), key).orElseThrow().granted()).isTrue();
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.DENIED);
    engine.restart(false);
    assertThat(LockWaits.find(engine.committed(), key).orElseThrow().granted()).isTrue();
    locking().told(engine.tx(), key);
    assertThat(LockWaits.find(engine.committed(), key).orElseThrow().stage())
        .isEqualTo(LockWait.Stage.TOLD);
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.DENIED);
    unlock(bert, FILE, WRITE);
    assertThat(LockWaits.all(engine.committed())).isEmpty();
  }

  @Test
  void aGrantThatIsDeclinedOrCancelledIsUnlocked() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    unlock(anna, FILE, WRITE);
    LockWaitKey key = onlyWait();
    assertThat(locking().grant(engine.tx(), key)).isPresent();
    locking().declined(engine.tx(), key);
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);

    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    unlock(anna, FILE, WRITE);
    assertThat(locking().grant(engine.tx(), onlyWait())).isPresent();
    assertThat(locking().cancel(engine.tx(), wanted(bert, FILE, WRITE))).isTrue();
    assertThat(locking().cancel(engine.tx(), wanted(bert, FILE, WRITE))).isFalse();
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
  }

  @Test
  void whoCancelsAfterItHasAnsweredHasNothing() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    unlock(anna, FILE, WRITE);
    LockWaitKey key = onlyWait();
    assertThat(locking().grant(engine.tx(), key)).isPresent();
    locking().told(engine.tx(), key);
    assertThat(locking().grant(engine.tx(), key)).as("it is told no more").isEmpty();
    assertThat(locking().cancel(engine.tx(), wanted(bert, FILE, WRITE))).isTrue();
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(LockWaits.all(engine.committed())).isEmpty();
  }

  @Test
  void whoCancelsAnUpgradeKeepsWhatItHad() {
    assertThat(lock(anna, FILE, READ)).isEqualTo(LockAnswer.GRANTED);
    assertThat(lock(bert, FILE, READ)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(bert, FILE, ALL)).isEqualTo(LockAnswer.BLOCKED);
    assertThat(locking().cancel(engine.tx(), wanted(bert, FILE, ALL))).isTrue();
    assertThat(lock(anna, FILE, ALL)).as("while it only waited").isEqualTo(LockAnswer.DENIED);

    assertThat(waitFor(bert, FILE, ALL)).isEqualTo(LockAnswer.BLOCKED);
    unlock(anna, FILE, READ);
    assertThat(locking().grant(engine.tx(), onlyWait())).isPresent();
    assertThat(lock(anna, FILE, READ)).isEqualTo(LockAnswer.DENIED);
    assertThat(locking().cancel(engine.tx(), wanted(bert, FILE, ALL))).isTrue();
    assertThat(lock(anna, FILE, READ)).isEqualTo(LockAnswer.GRANTED);
    assertThat(lock(anna, FILE, ALL)).as("its read lock is there").isEqualTo(LockAnswer.DENIED);
  }

  @Test
  void nobodyIsGivenALockInAFileThatIsGone() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    unlock(anna, FILE, WRITE);
    engine.free(FILE);
    assertThat(locking().grant(engine.tx(), onlyWait())).isEmpty();
    assertThat(LockWaits.all(engine.committed())).isEmpty();
    assertThat(engine.service().rosters().getLast().locks(engine.committed())).isEmpty();
  }

  @Test
  void whoseLockWasTakenAwayWaitsAnew() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    unlock(anna, FILE, WRITE);
    LockWaitKey key = onlyWait();
    assertThat(locking().grant(engine.tx(), key)).isPresent();
    locking().told(engine.tx(), key);
    assertThat(engine.service().rosters().getLast().breakLocks(engine.tx(), FILE, any -> true))
        .isEqualTo(1);
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    assertThat(LockWaits.find(engine.committed(), onlyWait()).orElseThrow().waits()).isTrue();
  }

  @Test
  void whoAsksAgainForWhatItWasGrantedIsToldSo() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    unlock(anna, FILE, WRITE);
    assertThat(locking().grant(engine.tx(), onlyWait())).isPresent();
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(LockWaits.all(engine.committed())).isEmpty();
  }

  @Test
  void whoeverWouldWaitForItselfIsToldSo() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(lock(bert, OTHER, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(anna, OTHER, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    assertThat(waitFor(bert, FILE, WRITE)).isEqualTo(LockAnswer.DEADLOCK);
    assertThat(LockWaits.in(engine.committed(), FILE)).isEmpty();
  }

  @Test
  void aHostThatRestartsHoldsAndWaitsForNothing() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(lock(bert, OTHER, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(waitFor(anna, OTHER, WRITE)).isEqualTo(LockAnswer.BLOCKED);
    engine.service().hosts().free(engine.tx(), anna);
    assertThat(LockWaits.all(engine.committed())).isEmpty();
    assertThat(lock(bert, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    assertThat(Hosts.at(engine.committed(), new ClientAddress(0, 1))).containsExactly(anna);
  }

  @Test
  void nothingIsLostByARestartThatLosesNothing() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    MonitorState before = Hosts.monitorState(engine.committed()).orElseThrow();
    engine.restart(false);
    engine.service().housekeeping().tick();
    assertThat(locking().inGrace()).isFalse();
    assertThat(lock(bert, FILE, WRITE)).isEqualTo(LockAnswer.DENIED);
    assertThat(Hosts.monitorState(engine.committed())).contains(before);
    assertThat(Hosts.toNotify(engine.committed())).isEmpty();
  }

  @Test
  void afterALossOnlyWhoWasThereReclaimsForALease() {
    assertThat(lock(anna, FILE, WRITE)).isEqualTo(LockAnswer.GRANTED);
    MonitorState before = Hosts.monitorState(engine.committed()).orElseThrow();
    engine.restart(true);
    engine.service().housekeeping().tick();
    assertThat(locking().inGrace()).isTrue();
    MonitorState after = Hosts.monitorState(engine.committed()).orElseThrow();
    assertThat(after.number()).isEqualTo(before.number() + 2).isOdd();
    anna = host("anna", 1);
    bert = host("bert", 2);
    Host newcomer = host("carl", 3);
    assertThat(lock(bert, FILE, WRITE)).isEqualTo(LockAnswer.GRACE);
    assertThat(reclaim(newcomer, WRITE)).isEqualTo(LockAnswer.GRACE);
    assertThat(reclaim(anna, WRITE)).isEqualTo(LockAnswer.GRANTED);
    engine.time().advance(RowEngine.LIMITS.lease());
    engine.service().housekeeping().tick();
    bert = host("bert", 2);
    assertThat(reclaim(bert, ALL)).isEqualTo(LockAnswer.GRACE);
    assertThat(lock(bert, FILE, WRITE)).isEqualTo(LockAnswer.DENIED);
  }

  @Test
  void whatOneLossIsTellsItFromTheNext() {
    Hosts hosts = engine.service().hosts();
    int before = hosts.monitorState(engine.tx()).generation();
    engine.restart(true);
    MonitorState lost = hosts.monitorState(engine.tx());
    assertThat(lost.generation()).isNotEqualTo(before);
    hosts.notified(engine.tx(), lost.number());
    assertThat(hosts.monitorState(engine.tx()).generation()).isEqualTo(lost.generation());
    engine.restart(true);
    assertThat(hosts.monitorState(engine.tx()).generation()).isNotEqualTo(lost.generation());
  }

  @Test
  void hostsAreNotifiedTwiceUnderOddNumbers() {
    Hosts hosts = engine.service().hosts();
    engine.restart(true);
    MonitorState first = Hosts.monitorState(engine.committed()).orElseThrow();
    assertThat(first.roundsLeft()).isEqualTo(2);
    hosts.notified(engine.tx(), first.number());
    MonitorState second = Hosts.monitorState(engine.committed()).orElseThrow();
    assertThat(second.number()).isEqualTo(first.number() + 2).isOdd();
    hosts.notified(engine.tx(), first.number());
    assertThat(Hosts.monitorState(engine.committed())).contains(second);
    hosts.notified(engine.tx(), second.number());
    assertThat(Hosts.monitorState(engine.committed()))
        .contains(new MonitorState(second.number(), 0));
  }

  @Test
  void shareReservationsStandAgainstEachOtherUntilTakenBack() {
    HostLocking.Modes readNoWriters = new HostLocking.Modes(ShareModes.READ, ShareModes.WRITE);
    HostLocking.Modes write = new HostLocking.Modes(ShareModes.WRITE, 0);
    assertThat(share(anna, readNoWriters)).isEqualTo(LockAnswer.GRANTED);
    assertThat(share(bert, write)).isEqualTo(LockAnswer.DENIED);
    long carl = engine.client("carl");
    assertThatThrownBy(
            () ->
                engine
                    .service()
                    .opens()
                    .check(engine.tx(), carl, owner("p"), FILE, ShareModes.WRITE, 0))
        .isInstanceOf(FsException.class);
    locking().unshare(engine.tx(), anna, owner("o"), FILE, readNoWriters);
    assertThat(share(bert, write)).isEqualTo(LockAnswer.GRANTED);
  }

  private LockAnswer share(Host host, HostLocking.Modes modes) {
    return locking().share(engine.tx(), host, owner("o"), FILE, modes, false);
  }

  @Test
  void rowsAreReadAsTheyWereWritten() {
    Host host = new Host(-5, new HostKey(SERVICE, "größe"), SERVICE, 7, true, true);
    assertThat(through(HostTables.HOSTS.values(), host)).isEqualTo(host);
    assertThat(through(HostTables.NAMES.keys(), host.key())).isEqualTo(host.key());
    LockWait wait =
        new LockWait(
            -5, owner("o"), ALL, LockWait.Stage.GRANTED, List.of(READ, WRITE), WAITS.orElseThrow());
    assertThat(through(HostTables.WAITS.values(), wait)).isEqualTo(wait);
    LockWaitKey key = new LockWaitKey(FILE, 12);
    assertThat(through(HostTables.WAITS.keys(), key)).isEqualTo(key);
    HostWaitKey byHost = new HostWaitKey(-5, key);
    assertThat(through(HostTables.WAITS_BY_HOST.keys(), byHost)).isEqualTo(byHost);
    MonitorState state = new MonitorState(9, 1);
    assertThat(through(HostTables.MONITOR.values(), state)).isEqualTo(state);
  }

  private static <T> T through(io.havenfs.engine.table.Codec<T> codec, T value) {
    ByteBuf stored = Unpooled.buffer();
    codec.encode(value, stored);
    return codec.decode(stored);
  }
}
