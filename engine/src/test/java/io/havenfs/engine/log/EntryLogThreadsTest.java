package io.havenfs.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.testkit.disk.SimulatedCrash;
import io.havenfs.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log with an owner that appends, and others that synchronise, trim, prepare and replay. */
final class EntryLogThreadsTest {
  private static final int ENTRIES = 6000;

  private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
  private final AtomicBoolean done = new AtomicBoolean();

  private interface Work {
    void run() throws IOException;
  }

  private Thread repeat(Work work) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                while (!done.get()) {
                  work.run();
                }
              } catch (SimulatedCrash e) {
                // the end of this machine
              } catch (IOException | RuntimeException | AssertionError e) {
                thrown.add(e);
              }
            });
  }

  @Test
  void everybodyAtOnce(@TempDir Path folder) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    LinuxDisk disk = new LinuxDisk(folder);
    try (EntryLog log = EntryLog.open(disk, "log", LogEntries.SMALL, random::nextLong)) {
      List<Thread> threads =
          List.of(
              repeat(log::sync),
              repeat(log::sync),
              repeat(log::prepare),
              repeat(() -> log.trim(log.syncedSn() - 500)),
              repeat(() -> replay(log)));
      for (int i = 0; i < ENTRIES; i++) {
        LogEntries.appendNext(log, 1);
        if (i % 5 == 0) {
          log.write();
        }
      }
      log.write();
      done.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(thrown).isEmpty();
      log.sync();
      LogEntries.assertHolds(log, ENTRIES);
    }
    try (EntryLog log = EntryLog.open(disk, "log", LogEntries.SMALL, random::nextLong)) {
      LogEntries.assertHolds(log, ENTRIES);
      assertThat(log.firstSn()).isGreaterThan(1);
    }
  }

  private static void replay(EntryLog log) throws IOException {
    long written = log.writtenSn();
    long from = log.firstSn();
    try {
      List<Long> seen = LogEntries.replayed(log, from);
      assertThat(seen.isEmpty() ? from - 1 : seen.getLast()).isGreaterThanOrEqualTo(written);
    } catch (IllegalArgumentException e) {
      assertThat(log.firstSn()).as("trimmed meanwhile").isGreaterThan(from);
    }
  }

  @Test
  void whatASyncPromisedIsThereAfterACrash() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    SimulatedDisk disk = new SimulatedDisk(3);
    AtomicLong promised = new AtomicLong();
    try (EntryLog log = EntryLog.open(disk, "log", LogEntries.SMALL, random::nextLong)) {
      Thread syncer =
          repeat(
              () -> {
                log.sync();
                promised.set(log.syncedSn());
              });
      for (int i = 0; i < 1000; i++) {
        LogEntries.appendNext(log, 1);
        log.write();
      }
      long before = promised.get();
      SimulatedDisk left = disk.crash(random);
      done.set(true);
      syncer.join();
      try (EntryLog next = EntryLog.open(left, "log", LogEntries.SMALL, random::nextLong)) {
        assertThat(next.lastSn()).isGreaterThanOrEqualTo(before);
        LogEntries.assertHolds(next, next.lastSn());
      }
    }
  }
}
