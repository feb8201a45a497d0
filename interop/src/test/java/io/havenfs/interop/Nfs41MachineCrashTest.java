package io.havenfs.interop;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The machine of the server dies, and not its process alone: opens and locks may be lost, so there
 * is a grace period in which Linux clients reclaim what they hold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Nfs41MachineCrashTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @AutoClose private Lab lab;
  private UmlClient one;
  private UmlClient two;

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  Nfs41MachineCrashTest() {}

  @BeforeAll
  void start() {
    lab = Lab.open(getClass().getSimpleName());
    one = lab.client("guest1", "4.1");
    two = lab.client("guest2", "4.1");
  }

  @Test
  void aLockIsReclaimedBeforeAnybodyElseCanTakeIt() {
    one.scenario("shared.py", "clear").succeed(LIMIT);
    Job holder = one.scenario("shared.py", "hold", "exclusive", "0", "100");
    holder.awaitLine("locked", LIMIT);
    lab.crashMachine();
    two.scenario("shared.py", "conflict", "exclusive", "50", "1").succeed(LIMIT);
    two.scenario("shared.py", "free", "exclusive", "100", "0").succeed(LIMIT);
    one.scenario("shared.py", "release").succeed(LIMIT);
    holder.succeed(LIMIT);
    two.scenario("shared.py", "free", "exclusive", "0", "0").succeed(LIMIT);
  }

  @Test
  void nothingIsDoneTwiceOrLost() {
    Job once = one.scenario("once.py", "200");
    Job fio = two.scenario("fio.sh", "8");
    once.awaitLine("step 50", LIMIT);
    lab.crashMachine();
    once.succeed(LIMIT);
    fio.succeed(LIMIT);
  }
}
