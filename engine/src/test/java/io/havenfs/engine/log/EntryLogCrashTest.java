package io.havenfs.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.disk.SimulatedCrash;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The log when the machine or the process dies in the middle of something. */
final class EntryLogCrashTest {
  private static final int STEPS = 150;
  private static final int OUTCOMES = 3;

  @Test
  void keepsWhatWasSynchronisedWhereverTheMachineDies() {
    Seeded.run(3, seed -> dieEverywhere(seed.nextLong()));
  }

  private static void dieEverywhere(long seed) throws IOException {
    boolean died = true;
    for (int change = 1; died; change++) {
      for (int outcome = 0; outcome < OUTCOMES; outcome++) {
        SimulatedDisk disk = new SimulatedDisk(change);
        LogRun run = new LogRun(new SplittableRandom(seed));
        died = diesIn(disk, run, change);
        if (died) {
          goOn(run, disk.crash(new SplittableRandom(outcome)), run.synced());
        }
      }
    }
  }

  private static boolean diesIn(SimulatedDisk disk, LogRun run, long change) throws IOException {
    disk.failAfter(change);
    try (EntryLog log = run.open(disk)) {
      run.work(log, STEPS);
      return false;
    } catch (SimulatedCrash expected) {
      return true;
    }
  }

  private static void goOn(LogRun run, SimulatedDisk disk, long atLeast) throws IOException {
    try (EntryLog log = run.open(disk)) {
      run.check(log, atLeast);
      run.work(log, 5);
    }
    try (EntryLog log = run.open(disk.restart())) {
      run.check(log, run.written());
    }
  }

  @Test
  void keepsWhatWasWrittenWhereverTheProcessDies() {
    Seeded.run(
        100,
        random -> {
          SimulatedDisk disk = new SimulatedDisk(random.nextLong());
          LogRun run = new LogRun(random);
          diesIn(disk, run, Generate.between(random, 1, 80));
          goOn(run, disk.restart(), run.written());
        });
  }

  @Test
  void survivesManyCrashesThoseOfRecoveryIncluded() {
    Seeded.run(300, EntryLogCrashTest::dieOftenOn);
  }

  private static void dieOftenOn(RandomGenerator random) throws IOException {
    LogRun run = new LogRun(random);
    SimulatedDisk disk = new SimulatedDisk(random.nextLong());
    for (int life = 0; life < 12; life++) {
      disk.failAfter(Generate.between(random, 1, 60));
      try (EntryLog log = run.open(disk)) {
        run.check(log, run.synced());
        run.work(log, STEPS);
      } catch (SimulatedCrash expected) {
        assertThat(expected).isNotNull();
      }
      disk = disk.crash(random);
    }
    try (EntryLog log = run.open(disk)) {
      run.check(log, run.synced());
    }
  }
}
