package io.havenfs.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.OpenMode;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The log when its files are not as it left them. */
final class EntryLogDamageTest {
  private static final int ENTRIES = 200;
  private static final int BODY = 300;

  /** Bytes of an entry with such a body. */
  private static final int SPACE = EntryFormat.HEADER_BYTES + BODY + 4;

  private static final String FIRST = "log/0000000000000001.log";

  private final SimulatedDisk disk = new SimulatedDisk(1);

  private static EntryLog open(SimulatedDisk disk) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    return EntryLog.open(disk, "log", LogEntries.SMALL, random::nextLong);
  }

  /** A log of several segments, every entry synchronised before the next one is appended. */
  private static void fill(SimulatedDisk disk) throws IOException {
    try (EntryLog log = open(disk)) {
      for (long sn = 1; sn <= ENTRIES; sn++) {
        LogEntries.append(log, sn, new byte[BODY]);
        log.write();
        log.sync();
      }
    }
  }

  private static long offset(int index) {
    return SegmentFormat.HEADER_BYTES + (long) index * SPACE;
  }

  private void assertRefused(String file, long offset) {
    assertThatThrownBy(() -> open(disk))
        .isInstanceOfSatisfying(
            CorruptLogException.class,
            e -> {
              assertThat(e.file()).isEqualTo(file);
              assertThat(e.offset()).isEqualTo(offset);
            })
        .hasMessageContaining(file)
        .hasMessageContaining(Long.toString(offset));
  }

  @Test
  void refusesADamagedBody() throws Exception {
    fill(disk);
    write(FIRST, offset(7) + EntryFormat.HEADER_BYTES + 100, new byte[] {1});
    assertRefused(FIRST, offset(7));
  }

  @Test
  void refusesADamagedHeader() throws Exception {
    fill(disk);
    write(FIRST, offset(7) + 20, new byte[] {1});
    assertRefused(FIRST, offset(7));
  }

  @Test
  void refusesDamageInTheLastSegment() throws Exception {
    fill(disk);
    List<String> names = disk.list("log");
    String last = "log/" + names.get(names.size() - (names.contains("spare") ? 2 : 1));
    write(last, offset(0) + 20, new byte[] {1});
    assertRefused(last, offset(0));
  }

  @Test
  void refusesADamagedSegmentHeader() throws Exception {
    fill(disk);
    write(FIRST, 17, new byte[] {1, 2, 3});
    assertRefused(FIRST, 0);
  }

  @Test
  void refusesAMissingSegment() throws Exception {
    fill(disk);
    disk.delete("log/" + disk.list("log").get(1));
    assertThatThrownBy(() -> open(disk)).isInstanceOf(CorruptLogException.class);
  }

  @Test
  void refusesAnUnknownVersion() throws Exception {
    fill(disk);
    ByteBuf header = Unpooled.buffer();
    SegmentFormat.putHeader(header, 1, 2);
    write(FIRST, 0, ByteBufUtil.getBytes(header));
    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("not one known here");
  }

  @Test
  void refusesASegmentUnderAnothersName() throws Exception {
    fill(disk);
    List<String> names = disk.list("log");
    disk.rename("log/" + names.get(1), "log/" + SegmentFormat.name(3));
    assertThatThrownBy(() -> open(disk)).isInstanceOf(CorruptLogException.class);
  }

  @Test
  void takesWhatIsTornForTheEndAndWhatFollowsDoesNotComeBack() throws Exception {
    byte[] page = new byte[SegmentFormat.HEADER_BYTES - EntryFormat.HEADER_BYTES];
    try (EntryLog log = open(disk)) {
      LogEntries.append(log, 1, page);
      log.write();
      log.sync();
      LogEntries.append(log, 2, page);
      LogEntries.append(log, 3, page);
      log.write();
    }
    write(FIRST, 2 * SegmentFormat.HEADER_BYTES + 200, new byte[] {1});
    try (EntryLog log = open(disk)) {
      assertThat(log.lastSn()).isEqualTo(1);
      LogEntries.append(log, 2, page);
      log.write();
    }
    try (EntryLog log = open(disk)) {
      assertThat(log.lastSn()).as("the old entry 3 follows the new entry 2").isEqualTo(2);
    }
  }

  @Test
  void aCopyOfAnEntryElsewhereIsNotAnEntry() throws Exception {
    fill(disk);
    byte[] entry = read(FIRST, offset(3), SPACE);
    try (EntryLog log = open(disk)) {
      LogEntries.append(log, ENTRIES + 1, entry);
      log.write();
    }
    String name =
        "log/"
            + disk.list("log").reversed().stream()
                .filter(EntryLogDamageTest::isSegment)
                .findFirst()
                .orElseThrow();
    long size = read(name, 0, 1 << 20).length;
    write(name, size - 1024, entry);
    try (EntryLog log = open(disk)) {
      assertThat(log.lastSn()).isEqualTo(ENTRIES + 1);
    }
  }

  private static boolean isSegment(String name) {
    return name.endsWith(".log");
  }

  /**
   * Whatever is in the files: the log opens with entries that were appended, or says what is wrong.
   */
  @Test
  void neverShowsWhatWasNotAppended() {
    Seeded.run(
        300,
        random -> {
          SimulatedDisk spoilt = new SimulatedDisk(1);
          try (EntryLog log = open(spoilt)) {
            LogEntries.appendNext(log, 120);
            log.write();
            log.sync();
          }
          for (int i = Generate.between(random, 1, 3); i > 0; i--) {
            spoil(random, spoilt);
          }
          try (EntryLog log = open(spoilt)) {
            LogEntries.assertHolds(log, log.lastSn());
            assertThat(log.lastSn()).isLessThanOrEqualTo(120);
          } catch (CorruptLogException e) {
            assertThat(e.file()).startsWith("log/");
          }
        });
  }

  private static void spoil(RandomGenerator random, SimulatedDisk disk) throws IOException {
    String path = "log/" + Generate.pick(random, disk.list("log"));
    byte[] bytes = read(disk, path, 0, 1 << 20);
    byte[] changed =
        switch (random.nextInt(4)) {
          case 0 -> Generate.bytes(random, Generate.length(random, bytes.length));
          case 1 -> swapped(random, bytes);
          default -> Mutate.bytes(random, bytes);
        };
    try (DiskFile file = disk.open(path, OpenMode.READ_WRITE)) {
      file.truncate(0);
      file.write(Unpooled.wrappedBuffer(changed), 0);
    }
  }

  /** Copies one stretch over another, at offsets where entries may start. */
  private static byte[] swapped(RandomGenerator random, byte[] bytes) {
    byte[] changed = bytes.clone();
    int length = Math.min(bytes.length, 2000) & -8;
    int from = random.nextInt(bytes.length - length + 1) & -8;
    int to = random.nextInt(bytes.length - length + 1) & -8;
    System.arraycopy(bytes, from, changed, to, length);
    return changed;
  }

  private void write(String path, long offset, byte[] bytes) throws IOException {
    try (DiskFile file = disk.open(path, OpenMode.READ_WRITE)) {
      file.write(Unpooled.wrappedBuffer(bytes), offset);
    }
  }

  private byte[] read(String path, long offset, int length) throws IOException {
    return read(disk, path, offset, length);
  }

  private static byte[] read(SimulatedDisk disk, String path, long offset, int length)
      throws IOException {
    try (DiskFile file = disk.open(path, OpenMode.READ)) {
      ByteBuf target = Unpooled.buffer();
      file.read(target, length, offset);
      return ByteBufUtil.getBytes(target);
    }
  }
}
