package io.havenfs.interop;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The server is killed (SIGKILL) in the middle of real work and started again on its store. On a
 * hard mount the client waits and carries on; the scenarios' own checks must all hold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CrashScenarios {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final List<String> CRASH_AFTER = List.of("step 50", "step 150", "step 250");

  private final String version;
  @AutoClose private Lab lab;
  private UmlClient client;

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  CrashScenarios(String version) {
    this.version = version;
  }

  @BeforeAll
  void start() {
    lab = Lab.open(getClass().getSimpleName());
    client = lab.client("guest1", version);
  }

  @Test
  void nothingIsDoneTwiceOrLost() {
    Job once = client.scenario("once.py", "400");
    crashDuring(once);
    once.succeed(LIMIT);
  }

  @Test
  void workCarriesOn() {
    List<Job> work =
        List.of(
            client.scenario("build.sh", "20"),
            client.scenario("git.sh", "16"),
            client.scenario("sqlite.sh", "60"),
            client.scenario("fio.sh", "8"),
            client.scenario("rsync.sh", version));
    Job once = client.scenario("once.py", "400");
    crashDuring(once);
    work.forEach(job -> job.succeed(LIMIT));
    once.succeed(LIMIT);
  }

  /** Crashes the server whenever the job has got a little further. */
  private void crashDuring(Job once) {
    for (String step : CRASH_AFTER) {
      once.awaitLine(step, LIMIT);
      lab.crash();
    }
  }
}
