package io.havenfs.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
  private static final Duration BETWEEN_CRASHES = Duration.ofSeconds(6);
  private static final int CRASHES = 3;

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
    crashDuring(List.of(client.scenario("once.py", version, "25")));
  }

  @Test
  void workCarriesOn() {
    crashDuring(
        List.of(
            client.scenario("build.sh"),
            client.scenario("git.sh", "16"),
            client.scenario("sqlite.sh", "150"),
            client.scenario("fio.sh", "8"),
            client.scenario("rsync.sh", version)));
  }

  /** Crashes the server some times while the jobs run, and awaits their success. */
  private void crashDuring(List<Job> jobs) {
    List<Job> left = new ArrayList<>(jobs);
    for (int crash = 0; crash < CRASHES; crash++) {
      letThemWork();
      left.removeIf(Job::isDone);
      if (left.isEmpty()) {
        break;
      }
      lab.crash();
    }
    jobs.forEach(job -> job.succeed(LIMIT));
  }

  /** Real work in real time: there is no event to wait for but that some of it has passed. */
  private static void letThemWork() {
    long end = System.nanoTime() + BETWEEN_CRASHES.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
    }
  }
}
