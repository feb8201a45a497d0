package io.havenfs.testkit.disk;

import static io.havenfs.testkit.disk.DiskContract.pattern;
import static io.havenfs.testkit.disk.DiskContract.read;
import static io.havenfs.testkit.disk.DiskContract.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.NoSpaceException;
import io.havenfs.host.disk.OpenMode;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the simulated disk loses, and what it may not. */
final class SimulatedCrashTest {
  private static final int OUTCOMES = 200;

  private static DiskFile durableFile(Disk disk, String content) throws IOException {
    DiskFile file = disk.open("f", OpenMode.CREATE);
    file.write(text(content), 0);
    file.sync();
    disk.syncDirectory("");
    return file;
  }

  private static String contentOf(Disk disk, String path) throws IOException {
    try (DiskFile file = disk.open(path, OpenMode.READ)) {
      return read(file, 1000, 0);
    }
  }

  @Test
  void whatWasSynchronisedSurvivesEveryCrash() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    durableFile(disk, "precious");
    Seeded.run(
        OUTCOMES, random -> assertThat(contentOf(disk.crash(random), "f")).isEqualTo("precious"));
  }

  @Test
  void synchronisingTheDiskTakesContentsAndNamesAlong() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    disk.createDirectories("a/b");
    try (DiskFile file = disk.open("a/b/f", OpenMode.CREATE_NEW)) {
      file.write(text("precious"), 0);
    }
    disk.rename("a/b/f", "a/g");
    disk.sync();
    Seeded.run(
        OUTCOMES, random -> assertThat(contentOf(disk.crash(random), "a/g")).isEqualTo("precious"));
  }

  @Test
  void anUnsynchronisedWriteIsKeptOrLost() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    durableFile(disk, "old").write(text("new"), 0);
    Set<String> outcomes = new HashSet<>();
    Seeded.run(OUTCOMES, random -> outcomes.add(contentOf(disk.crash(random), "f")));
    assertThat(outcomes).containsExactlyInAnyOrder("old", "new");
  }

  @Test
  void aLongWriteIsTornAtSectors() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    DiskFile file = durableFile(disk, "");
    file.truncate(2048);
    file.sync();
    file.write(text("x".repeat(2048)), 0);
    Set<String> outcomes = new HashSet<>();
    Seeded.run(
        OUTCOMES,
        random -> {
          try (DiskFile left = disk.crash(random).open("f", OpenMode.READ)) {
            StringBuilder sectors = new StringBuilder();
            for (int sector = 0; sector < 4; sector++) {
              String bytes = read(left, 512, 512L * sector);
              assertThat(bytes).isIn("x".repeat(512), "\0".repeat(512));
              sectors.append(bytes.charAt(0) == 'x' ? 'x' : '-');
            }
            outcomes.add(sectors.toString());
          }
        });
    assertThat(outcomes).hasSize(16).contains("xxxx", "----", "x-x-");
  }

  @Test
  void aLostExtensionMayLeaveItsSize() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    durableFile(disk, "ab").write(text("cd"), 2);
    Set<String> outcomes = new HashSet<>();
    Seeded.run(OUTCOMES, random -> outcomes.add(contentOf(disk.crash(random), "f")));
    assertThat(outcomes).containsExactlyInAnyOrder("ab", "abcd", "ab\0\0");
  }

  @Test
  void aFileWhoseDirectoryWasNotSynchronisedMayBeGone() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (DiskFile file = disk.open("f", OpenMode.CREATE)) {
      file.write(text("x"), 0);
      file.sync();
    }
    Set<List<String>> outcomes = new HashSet<>();
    Seeded.run(OUTCOMES, random -> outcomes.add(disk.crash(random).list("")));
    assertThat(outcomes).containsExactlyInAnyOrder(List.of(), List.of("f"));
  }

  @Test
  void changesOfOneDirectoryAreLostFromTheEnd() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    for (String name : List.of("a", "b", "c")) {
      disk.open(name, OpenMode.CREATE).close();
    }
    disk.rename("a", "d");
    Set<List<String>> outcomes = new HashSet<>();
    Seeded.run(OUTCOMES, random -> outcomes.add(disk.crash(random).list("")));
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            List.of(),
            List.of("a"),
            List.of("a", "b"),
            List.of("a", "b", "c"),
            List.of("b", "c", "d"));
  }

  @Test
  void aRenameBetweenDirectoriesIsNeverHalfDurable() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    disk.createDirectories("one");
    disk.createDirectories("two");
    disk.open("one/f", OpenMode.CREATE).close();
    disk.syncDirectory("");
    disk.syncDirectory("one");
    disk.rename("one/f", "two/f");
    Set<List<List<String>>> outcomes = new HashSet<>();
    Seeded.run(
        OUTCOMES,
        random -> {
          Disk left = disk.crash(random);
          outcomes.add(List.of(left.list("one"), left.list("two")));
        });
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            List.of(List.of("f"), List.of()), List.of(List.of(), List.of("f")));
  }

  @Test
  void synchronisingOneDirectoryTakesTheRenameIntoTheOtherAlong() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    disk.createDirectories("one");
    disk.createDirectories("two");
    disk.open("one/f", OpenMode.CREATE).close();
    disk.rename("one/f", "two/f");
    disk.syncDirectory("two");
    disk.syncDirectory("");
    Seeded.run(
        OUTCOMES,
        random -> {
          Disk left = disk.crash(random);
          assertThat(left.list("one")).isEmpty();
          assertThat(left.list("two")).containsExactly("f");
        });
  }

  @Test
  void diesAtEveryChange() throws Exception {
    Set<String> outcomes = new HashSet<>();
    for (int n = 1; n <= 4; n++) {
      int dieAt = n;
      Seeded.run(
          20,
          (seed, random) -> {
            SimulatedDisk disk = new SimulatedDisk(seed);
            DiskFile file = durableFile(disk, "1");
            disk.failAfter(dieAt);
            assertThatThrownBy(() -> writeTwice(file)).isInstanceOf(SimulatedCrash.class);
            assertThatThrownBy(() -> disk.list("")).isInstanceOf(SimulatedCrash.class);
            outcomes.add(dieAt + contentOf(disk.restart(), "f"));
            String left = contentOf(disk.crash(random), "f");
            assertThat(left)
                .as("dying at %d", dieAt)
                .isIn(dieAt <= 2 ? List.of("1", "2") : List.of("2", "3"));
          });
    }
    assertThat(outcomes).containsExactlyInAnyOrder("11", "12", "22", "32", "33", "43");
  }

  private static void writeTwice(DiskFile file) throws IOException {
    file.write(text("2"), 0);
    file.sync();
    file.write(text("3"), 0);
    file.sync();
  }

  @Test
  void restartingLosesNothingAndFreesLocks() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    disk.lock("owner");
    DiskFile file = disk.open("f", OpenMode.CREATE);
    file.write(text("x"), 0);
    SimulatedDisk next = disk.restart();
    next.lock("owner").close();
    assertThat(contentOf(next, "f")).isEqualTo("x");
    assertThatThrownBy(() -> file.write(text("y"), 0)).isInstanceOf(SimulatedCrash.class);
    file.close();
  }

  @Test
  void afterACrashNothingIsInMemoryUntilItIsRead() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    DiskFile warm = durableFile(disk, "abc");
    assertThat(warm.readCached(Unpooled.buffer(), 3, 0)).isEqualTo(3);
    DiskFile cold = disk.crash(new SplittableRandom(1)).open("f", OpenMode.READ);
    assertThat(cold.readCached(Unpooled.buffer(), 3, 0)).isEqualTo(DiskFile.WOULD_BLOCK);
    assertThat(read(cold, 3, 0)).isEqualTo("abc");
    assertThat(cold.readCached(Unpooled.buffer(), 3, 0)).isEqualTo(3);
  }

  @Test
  void aFailedSyncIsNotRepairedByAnother() throws Exception {
    Set<String> outcomes = new HashSet<>();
    Seeded.run(
        OUTCOMES,
        (seed, random) -> {
          SimulatedDisk disk = new SimulatedDisk(seed);
          DiskFile file = durableFile(disk, "old");
          file.write(text("new"), 0);
          disk.inject(Fault.next(DiskOperation.SYNC, "f", Fault.Kind.IO_ERROR));
          assertThatThrownBy(file::sync).isInstanceOf(IOException.class).hasMessageContaining("f:");
          file.sync();
          assertThat(read(file, 3, 0)).isEqualTo("new");
          outcomes.add(contentOf(disk.crash(random), "f"));
        });
    assertThat(outcomes).containsExactlyInAnyOrder("old", "new");
  }

  @Test
  void faultsStrikeWhenAndWhereTheyAreTold() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    disk.inject(new Fault(DiskOperation.WRITE, "log/", Fault.Kind.NO_SPACE, 1, 2));
    disk.createDirectories("log");
    DiskFile log = disk.open("log/1", OpenMode.CREATE);
    DiskFile other = disk.open("other", OpenMode.CREATE);
    log.write(text("a"), 0);
    other.write(text("a"), 0);
    assertThatThrownBy(() -> log.write(text("bbbb"), 1)).isInstanceOf(NoSpaceException.class);
    assertThatThrownBy(() -> log.write(text("c"), 3)).isInstanceOf(NoSpaceException.class);
    log.write(text("d"), 3);
    assertThat(read(log, 10, 0)).isEqualTo("abbd");
    disk.inject(Fault.always(DiskOperation.READ, "", Fault.Kind.IO_ERROR));
    assertThatThrownBy(() -> read(log, 1, 0)).isInstanceOf(IOException.class);
    disk.clearFaults();
    assertThat(read(log, 1, 0)).isEqualTo("a");
  }

  @Test
  void fillsUp() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    disk.capacity(16 << 10);
    DiskFile file = disk.open("f", OpenMode.CREATE);
    file.allocate(0, 8 << 10, true);
    assertThat(disk.space().availableBytes()).isEqualTo(8 << 10);
    assertThatThrownBy(() -> file.allocate(0, 20 << 10, true)).isInstanceOf(NoSpaceException.class);
    assertThatThrownBy(() -> file.write(pattern(20 << 10), 0)).isInstanceOf(NoSpaceException.class);
    assertThat(file.size()).isEqualTo(16 << 10);
    file.punch(0, 16 << 10);
    file.write(pattern(4 << 10), 0);
  }

  @Test
  void corruptsOneBitOfASector() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    DiskFile file = disk.open("f", OpenMode.CREATE);
    file.write(pattern(2048), 0);
    disk.corrupt("f", 512);
    ByteBuf content = Unpooled.directBuffer();
    file.read(content, 2048, 0);
    ByteBuf expected = pattern(2048);
    int different = 0;
    for (int i = 0; i < 2048; i++) {
      int bits = Integer.bitCount((content.getByte(i) ^ expected.getByte(i)) & 0xff);
      assertThat(bits == 0 || (i >= 512 && i < 1024)).isTrue();
      different += bits;
    }
    assertThat(different).isEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameOutcome() throws Exception {
    assertThat(outcome(7)).isEqualTo(outcome(7));
  }

  private static String outcome(long seed) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(seed);
    DiskFile file = durableFile(disk, "");
    file.write(pattern(100_000), 0);
    ByteBuf content = Unpooled.directBuffer();
    try (DiskFile left = disk.crash(new SplittableRandom(seed)).open("f", OpenMode.READ)) {
      left.read(content, 100_000, 0);
    }
    return content.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
