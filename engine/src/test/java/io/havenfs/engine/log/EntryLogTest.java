package io.havenfs.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.tx.Durability;
import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.host.disk.NoSpaceException;
import io.havenfs.testkit.disk.DiskOperation;
import io.havenfs.testkit.disk.Fault;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log without crashes. */
final class EntryLogTest {
  private final SplittableRandom random = new SplittableRandom(7);
  private SimulatedDisk disk = new SimulatedDisk(1);

  private EntryLog open() throws IOException {
    return EntryLog.open(disk, "log", LogEntries.SMALL, random::nextLong);
  }

  @Test
  void isEmptyWhenNew() throws Exception {
    try (EntryLog log = open()) {
      assertThat(log.firstSn()).isEqualTo(1);
      assertThat(log.lastSn()).isZero();
      assertThat(log.lastEpoch()).isZero();
      assertThat(log.syncedSn()).isZero();
      assertThat(LogEntries.replayed(log, 1)).isEmpty();
    }
    try (EntryLog log = open()) {
      assertThat(log.lastSn()).isZero();
    }
  }

  @Test
  void showsAgainWhatWasAppended() throws Exception {
    try (EntryLog log = open()) {
      LogEntries.appendNext(log, 200);
      log.write();
      LogEntries.assertHolds(log, 200);
      assertThat(LogEntries.replayed(log, 150)).hasSize(51).startsWith(150L);
    }
    disk = disk.restart();
    try (EntryLog log = open()) {
      LogEntries.assertHolds(log, 200);
      assertThat(log.lastEpoch()).isEqualTo(LogEntries.epoch(200));
      LogEntries.appendNext(log, 100);
      log.write();
      LogEntries.assertHolds(log, 300);
    }
  }

  @Test
  void isReadInSteps() throws Exception {
    try (EntryLog log = open()) {
      LogEntries.appendNext(log, 200);
      log.write();
      List<Long> seen = new ArrayList<>();
      LogPlace place = LogPlace.before(20);
      while (place.sn() <= 200) {
        place = log.read(place, 700, (epoch, sn, durability, body) -> seen.add(sn)).orElseThrow();
      }
      assertThat(seen).hasSize(181).startsWith(20L).endsWith(200L).isSorted();
      assertThat(log.read(place, 700, (epoch, sn, durability, body) -> seen.add(sn)))
          .hasValueSatisfying(same -> assertThat(same.sn()).isEqualTo(201));
    }
  }

  @Test
  void knowsTheEpochsOfItsEntriesAndWhatIsCommitted() throws Exception {
    ByteBuf body = Unpooled.buffer().writeInt(5);
    try (EntryLog log = open()) {
      for (long sn = 1; sn <= 30; sn++) {
        log.committed(sn - 2);
        log.append(1 + sn / 10, sn, Durability.DISK, body);
      }
      log.write();
    }
    disk = disk.restart();
    try (EntryLog log = open()) {
      assertThat(log.committedSn()).isEqualTo(28);
      assertThat(log.epochOf(9)).isEqualTo(1);
      assertThat(log.epochOf(10)).isEqualTo(2);
      assertThat(log.epochsAfter(15))
          .containsExactly(
              new EpochRun(2, 16, 19), new EpochRun(3, 20, 29), new EpochRun(4, 30, 30));
      log.cut(18);
      assertThat(log.lastEpoch()).isEqualTo(2);
      assertThat(log.epochsAfter(15)).containsExactly(new EpochRun(2, 16, 18));
      log.reset(101, 7);
      assertThat(log.epochOf(100)).isEqualTo(7);
      assertThat(log.lastSn()).isEqualTo(100);
      log.append(8, 101, Durability.DISK, body);
      log.write();
    }
    disk = disk.restart();
    try (EntryLog log = open()) {
      assertThat(log.firstSn()).isEqualTo(101);
      assertThat(log.lastSn()).isEqualTo(101);
    }
  }

  @Test
  void worksOnARealDisk(@TempDir Path directory) throws Exception {
    LinuxDisk real = new LinuxDisk(directory);
    for (int round = 1; round <= 3; round++) {
      try (EntryLog log = EntryLog.open(real, "log", LogEntries.SMALL, random::nextLong)) {
        LogEntries.appendNext(log, 100);
        log.write();
        log.sync();
        LogEntries.assertHolds(log, 100L * round);
        log.trim(100L * round - 50);
        log.prepare();
      }
    }
  }

  @Test
  void tellsWhatIsWrittenAndWhatIsSynchronised() throws Exception {
    try (EntryLog log = open()) {
      LogEntries.append(log, 1);
      LogEntries.append(log, 2);
      assertThat(log.lastSn()).isEqualTo(2);
      assertThat(log.writtenSn()).isZero();
      assertThat(LogEntries.replayed(log, 1)).isEmpty();
      log.write();
      assertThat(log.writtenSn()).isEqualTo(2);
      assertThat(log.syncedSn()).isZero();
      LogEntries.append(log, 3);
      log.sync();
      assertThat(log.syncedSn()).isEqualTo(2);
    }
  }

  @Test
  void takesBodiesOfEveryKindAndInParts() throws Exception {
    LogLimits limits = new LogLimits(1 << 20, 200 << 10, 64 << 10);
    byte[] large = new byte[100_000];
    random.nextBytes(large);
    CompositeByteBuf composite = Unpooled.compositeBuffer();
    composite.addComponent(true, LogEntries.direct(large));
    composite.addComponent(true, Unpooled.wrappedBuffer("end".getBytes(StandardCharsets.US_ASCII)));
    ByteBuf small = Unpooled.wrappedBuffer(new byte[] {9, 8, 7}).skipBytes(1);
    try (EntryLog log = EntryLog.open(disk, "log", limits, random::nextLong)) {
      log.append(1, 1, Durability.DISK, List.of(small, Unpooled.wrappedBuffer(large), small));
      log.append(1, 2, Durability.MEMORY, composite);
      log.append(1, 3, Durability.DISK, List.of());
      log.append(1, 4, Durability.DISK, small);
      composite.release();
      log.write();
      List<String> bodies = new ArrayList<>();
      log.replay(1, (epoch, sn, durability, body) -> bodies.add(ByteBufUtil.hexDump(body)));
      String hex = ByteBufUtil.hexDump(large);
      assertThat(bodies).containsExactly("0807" + hex + "0807", hex + "656e64", "", "0807");
    }
  }

  @Test
  void refusesWhatDoesNotFollow() throws Exception {
    try (EntryLog log = open()) {
      LogEntries.append(log, 1);
      ByteBuf body = Unpooled.EMPTY_BUFFER;
      assertThatThrownBy(() -> log.append(1, 1, Durability.DISK, body))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> log.append(1, 3, Durability.DISK, body))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> log.append(0, 2, Durability.DISK, body))
          .isInstanceOf(IllegalArgumentException.class);
      ByteBuf tooLarge = Unpooled.buffer().writeZero(LogEntries.SMALL.maxEntryBytes() + 1);
      assertThatThrownBy(() -> log.append(1, 2, Durability.DISK, tooLarge))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("entry 2 of epoch 1");
      LogEntries.append(log, 2);
    }
  }

  @Test
  void takesAnEntryOfTheLargestSize() throws Exception {
    int largest = SegmentFormat.largestBody(16 << 10);
    LogLimits limits = new LogLimits(16 << 10, largest, 4 << 10);
    try (EntryLog log = EntryLog.open(disk, "log", limits, random::nextLong)) {
      for (int sn = 1; sn <= 4; sn++) {
        LogEntries.append(log, sn, new byte[largest]);
      }
      log.write();
    }
    try (EntryLog log = EntryLog.open(disk, "log", limits, random::nextLong)) {
      assertThat(log.lastSn()).isEqualTo(4);
    }
  }

  @Test
  void trimsWholeSegmentsAndUsesThemAgain() throws Exception {
    try (EntryLog log = open()) {
      LogEntries.appendNext(log, 300);
      log.write();
      log.trim(250);
      assertThat(log.firstSn()).as("nothing is synchronised yet").isEqualTo(1);
      log.sync();
      long before = log.bytes();
      log.trim(250);
      assertThat(log.firstSn()).isBetween(200L, 251L);
      assertThat(log.bytes()).isLessThan(before);
      assertThatThrownBy(() -> LogEntries.replayed(log, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(disk.exists("log/spare")).isTrue();
      LogEntries.appendNext(log, 300);
      log.write();
      LogEntries.assertHolds(log, 600);
    }
    try (EntryLog log = open()) {
      LogEntries.assertHolds(log, 600);
      log.trim(Long.MAX_VALUE);
      assertThat(log.bytes()).isEqualTo(LogEntries.SMALL.segmentBytes());
      assertThat(log.lastSn()).isEqualTo(600);
    }
    try (EntryLog log = open()) {
      LogEntries.appendNext(log, 1);
      assertThat(log.lastSn()).isEqualTo(601);
    }
  }

  @Test
  void doesNotTrimWhatIsBeingReplayed() throws Exception {
    try (EntryLog log = open()) {
      LogEntries.appendNext(log, 300);
      log.write();
      log.sync();
      List<Long> seen = new ArrayList<>();
      log.replay(
          1,
          (epoch, sn, durability, body) -> {
            if (sn == 5) {
              Thread trimmer = Thread.ofPlatform().start(() -> trimAll(log));
              join(trimmer);
            }
            seen.add(sn);
          });
      assertThat(seen).hasSize(300);
      log.trim(300);
      assertThat(log.firstSn()).isGreaterThan(1);
    }
  }

  private static void trimAll(EntryLog log) {
    try {
      log.trim(300);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whenTheDiskIsFullThePreparedSegmentIsStillThere() throws Exception {
    try (EntryLog log = open()) {
      log.prepare();
      disk.capacity(0);
      long room = log.room();
      assertThat(room).isGreaterThan(LogEntries.SMALL.segmentBytes());
      assertThatThrownBy(() -> fill(log)).isInstanceOf(NoSpaceException.class);
      long last = log.lastSn();
      assertThat(log.room()).isLessThan(6000);
      assertThatThrownBy(log::prepare).isInstanceOf(NoSpaceException.class);
      log.write();
      log.sync();
      LogEntries.assertHolds(log, last);
      disk.capacity(1 << 30);
      LogEntries.append(log, last + 1);
      log.write();
      log.sync();
      LogEntries.assertHolds(log, last + 1);
    }
  }

  private static void fill(EntryLog log) throws IOException {
    for (int i = 0; i < 10_000; i++) {
      LogEntries.appendNext(log, 1);
    }
  }

  @Test
  void stopsForEverWhenSynchronisingFailed() throws Exception {
    try (EntryLog log = open()) {
      LogEntries.append(log, 1);
      log.write();
      disk.inject(Fault.next(DiskOperation.SYNC, "log/", Fault.Kind.IO_ERROR));
      assertThatThrownBy(log::sync).isInstanceOf(IOException.class);
      assertThat(log.syncedSn()).isZero();
      assertThatThrownBy(log::sync).hasMessageContaining("failed before");
      assertThatThrownBy(() -> LogEntries.append(log, 2)).hasMessageContaining("failed before");
      assertThatThrownBy(log::write).hasMessageContaining("failed before");
    }
  }

  @Test
  void stopsForEverWhenWritingFailed() throws Exception {
    try (EntryLog log = open()) {
      LogEntries.append(log, 1);
      disk.inject(Fault.next(DiskOperation.WRITE, "log/", Fault.Kind.IO_ERROR));
      assertThatThrownBy(log::write).isInstanceOf(IOException.class);
      assertThatThrownBy(log::write).hasMessageContaining("failed before");
      assertThatThrownBy(log::sync).hasMessageContaining("failed before");
    }
  }
}
