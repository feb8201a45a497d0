package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two clients that also lock: versions whose locks the server keeps. */
abstract class LockingScenarios extends TwoClientScenarios {
  LockingScenarios(String version) {
    super(version);
  }

  @Test
  void rangesConflictWhereTheyOverlap() {
    Job holder = one().scenario("shared.py", "hold", "exclusive", "100", "50");
    holder.awaitLine("locked", LIMIT);
    on(two(), "conflict", "exclusive", "149", "1");
    on(two(), "conflict", "shared", "0", "101");
    on(two(), "conflict", "exclusive", "0", "0");
    on(two(), "free", "exclusive", "0", "100");
    on(two(), "free", "exclusive", "150", "0");
    on(one(), "release");
    holder.succeed(LIMIT);
    on(two(), "free", "exclusive", "0", "0");
  }

  @Test
  void readersShareAndWritersWait() {
    Job reader = one().scenario("shared.py", "hold", "shared", "0", "100");
    reader.awaitLine("locked", LIMIT);
    on(two(), "free", "shared", "0", "100");
    on(two(), "conflict", "exclusive", "0", "100");
    on(one(), "release");
    reader.succeed(LIMIT);
  }

  @Test
  void aWaitingLockIsGivenWhenTheHolderLetsGo() {
    Job holder = one().scenario("shared.py", "hold", "exclusive", "0", "100");
    holder.awaitLine("locked", LIMIT);
    Job waiter = two().scenario("shared.py", "wait");
    waiter.awaitLine("waiting", LIMIT);
    on(one(), "release");
    holder.succeed(LIMIT);
    waiter.succeed(LIMIT);
  }

  @Test
  void flockExcludesTheOtherClient() {
    Job holder = one().scenario("shared.py", "hold", "flock", "0", "0");
    holder.awaitLine("locked", LIMIT);
    on(two(), "conflict", "flock", "0", "0");
    on(one(), "release");
    holder.succeed(LIMIT);
    on(two(), "free", "flock", "0", "0");
  }

  @Test
  void linesAppendedUnderALockAreAllThere() {
    both("append");
    on(one(), "check_append");
  }

  @Test
  void aCounterUnderALockCountsEveryStep() {
    both("counter");
    on(two(), "check_counter");
  }

  @Test
  void bothChangeOneDatabase() {
    one().scenario("shared-database.sh", "create").succeed(LIMIT);
    Job first = one().scenario("shared-database.sh", "write");
    Job second = two().scenario("shared-database.sh", "write");
    first.succeed(LIMIT);
    second.succeed(LIMIT);
    two().scenario("shared-database.sh", "check").succeed(LIMIT);
  }

  /**
   * What an operator takes from a client others get at once; the client is told when it writes
   * under the lock, and works on.
   */
  @Test
  void anOperatorBreaksALockAndEvictsItsHolder() {
    Job first = loser();
    assertThat(havenfs("locks", "/shared/locked")).contains("write").contains("0-99");
    havenfs("lock", "break", "/shared/locked");
    on(two(), "free", "exclusive", "0", "100");
    on(one(), "release");
    first.succeed(LIMIT);
    Job second = loser();
    havenfs("client", "evict", holdersName());
    on(two(), "free", "exclusive", "0", "100");
    on(one(), "release");
    second.succeed(LIMIT);
    on(one(), "free", "exclusive", "0", "100");
    on(one(), "publish");
  }

  private Job loser() {
    Job loser = one().scenario("shared.py", "lose");
    loser.awaitLine("locked", LIMIT);
    return loser;
  }

  /** By what commands name the client that holds the only lock. */
  private String holdersName() {
    String lock = havenfs("locks", "/shared/locked").lines().skip(1).findFirst().orElseThrow();
    return lock.split(" +", -1)[3];
  }
}
