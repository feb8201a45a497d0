package io.havenfs.interop;

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
}
