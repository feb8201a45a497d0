package io.havenfs.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.testkit.disk.DiskOperation;
import io.havenfs.testkit.disk.Fault;
import io.havenfs.testkit.disk.SimulatedCrash;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Data files when the machine dies: what was synchronised is there, what was dropped is not. */
final class DataFilesCrashTest {
  private static final DataLimits FEW = new DataLimits(5, 3);
  private static final DataLimits MANY = new DataLimits(500, 400);
  private static final int LARGEST = 20_000;

  /** Files at work, and what is owed: the contents of those that have not changed since a sync. */
  private static final class Run {
    private final RandomGenerator random;
    private final Map<Long, byte[]> contents = new HashMap<>();
    private final Map<Long, byte[]> owed = new HashMap<>();
    private final Set<Long> used = new HashSet<>();
    private long nextId = 1;

    private Run(RandomGenerator random) {
      this.random = random;
    }

    private long someId() {
      if (contents.isEmpty() || Generate.chance(random, 30)) {
        nextId += Generate.chance(random, 20) ? 5000 : 1;
        return nextId;
      }
      return Generate.pick(random, contents.keySet().stream().sorted().toList());
    }

    private void work(DataFiles files, int steps) throws IOException {
      for (int i = 0; i < steps; i++) {
        step(files, someId(), random.nextInt(20));
      }
    }

    private void step(DataFiles files, long id, int choice) throws IOException {
      switch (choice) {
        case 0 -> syncAll(files);
        case 1, 2, 3, 4 -> sync(files, id);
        case 5 -> drop(files, id);
        case 6 -> truncate(files, id);
        case 7 -> punch(files, id);
        default -> write(files, id);
      }
    }

    private void changing(long id) {
      owed.remove(id);
      used.add(id);
    }

    private void write(DataFiles files, long id) throws IOException {
      byte[] bytes = Generate.bytes(random, Generate.between(random, 1, 3000));
      int offset = random.nextInt(LARGEST - bytes.length);
      changing(id);
      byte[] old = contents.getOrDefault(id, new byte[0]);
      byte[] now = Arrays.copyOf(old, Math.max(old.length, offset + bytes.length));
      System.arraycopy(bytes, 0, now, offset, bytes.length);
      contents.put(id, now);
      files.write(id, offset, Unpooled.wrappedBuffer(bytes));
    }

    private void truncate(DataFiles files, long id) throws IOException {
      int size = random.nextInt(LARGEST);
      changing(id);
      contents.computeIfPresent(id, (key, old) -> Arrays.copyOf(old, Math.min(size, old.length)));
      files.truncate(id, size);
    }

    private void punch(DataFiles files, long id) throws IOException {
      int offset = random.nextInt(LARGEST);
      int length = random.nextInt(LARGEST);
      changing(id);
      contents.computeIfPresent(id, (key, old) -> punched(old, offset, offset + length));
      files.punch(id, offset, length);
    }

    private static byte[] punched(byte[] old, int from, int to) {
      byte[] now = old.clone();
      Arrays.fill(now, Math.min(from, now.length), Math.min(to, now.length), (byte) 0);
      return now;
    }

    private void drop(DataFiles files, long id) throws IOException {
      changing(id);
      contents.remove(id);
      files.drop(id);
    }

    private void sync(DataFiles files, long id) throws IOException {
      files.sync(id);
      if (contents.containsKey(id)) {
        owed.put(id, contents.get(id));
      }
    }

    private void syncAll(DataFiles files) throws IOException {
      files.syncAllDirty();
      owed.clear();
      for (long id : used) {
        owed.put(id, contents.getOrDefault(id, new byte[0]));
      }
    }

    private void check(DataFiles files) throws IOException {
      for (Map.Entry<Long, byte[]> each : owed.entrySet()) {
        assertThat(read(files, each.getKey()))
            .as("file %d", each.getKey())
            .isEqualTo(each.getValue());
      }
    }

    /** After a crash nothing is known of the others. */
    private void restart() {
      contents.keySet().retainAll(owed.keySet());
      used.retainAll(owed.keySet());
    }
  }

  private static byte[] read(DataFiles files, long id) throws IOException {
    ByteBuf out = Unpooled.buffer();
    files.read(id, 0, 2 * LARGEST, out);
    return ByteBufUtil.getBytes(out);
  }

  private static DataFiles open(SimulatedDisk disk) throws IOException {
    return DataFiles.open(disk, "data", FEW);
  }

  @Test
  void keepsWhatWasSynchronisedWhereverTheMachineDies() {
    Seeded.run(
        150,
        random -> {
          Run run = new Run(random);
          SimulatedDisk disk = new SimulatedDisk(random.nextLong());
          for (int life = 0; life < 4; life++) {
            disk.failAfter(Generate.between(random, 1, 150));
            work(run, disk);
            disk = disk.crash(random);
            check(run, disk);
            run.restart();
          }
        });
  }

  /** Enough dirty files for the disk to be synchronised as a whole. */
  @Test
  void keepsWhatWasSynchronisedTogether() {
    Seeded.run(
        30,
        random -> {
          Run run = new Run(random);
          SimulatedDisk disk = new SimulatedDisk(random.nextLong());
          try (DataFiles files = DataFiles.open(disk, "data", MANY)) {
            for (int i = 0; i < 3; i++) {
              for (int id = 1; id <= 100; id++) {
                run.step(files, id * 1000L, 5 + random.nextInt(15));
              }
              disk.failAfter(i < 2 ? Long.MAX_VALUE : Generate.between(random, 1, 10));
              run.syncAll(files);
              assertThat(files.dirtyFiles()).isZero();
              run.work(files, 10);
            }
          } catch (SimulatedCrash expected) {
            assertThat(run.owed).isNotEmpty();
          }
          check(run, disk.crash(random));
        });
  }

  private static void work(Run run, SimulatedDisk disk) throws IOException {
    try (DataFiles files = open(disk)) {
      run.work(files, 80);
    } catch (SimulatedCrash expected) {
      assertThat(expected).isNotNull();
    }
  }

  private static void check(Run run, SimulatedDisk disk) throws IOException {
    try (DataFiles files = open(disk)) {
      run.check(files);
    }
  }

  @Test
  void synchronisesWhatAnEarlierProcessLeft() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (DataFiles files = open(disk)) {
      files.write(1, 0, Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
    }
    SimulatedDisk next = disk.restart();
    try (DataFiles files = open(next)) {
      files.sync(1);
    }
    for (int outcome = 0; outcome < 20; outcome++) {
      try (DataFiles files = open(next.crash(new SplittableRandom(outcome)))) {
        assertThat(read(files, 1)).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void aFileThatCannotBeSynchronisedStaysDirty() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (DataFiles files = open(disk)) {
      files.write(1, 0, Unpooled.wrappedBuffer(new byte[] {1}));
      disk.inject(Fault.next(DiskOperation.SYNC, "data/", Fault.Kind.IO_ERROR));
      assertThatThrownBy(() -> files.sync(1)).isInstanceOf(IOException.class);
      assertThat(files.dirtyFiles()).isEqualTo(1);
      disk.inject(Fault.next(DiskOperation.SYNC, "data/", Fault.Kind.IO_ERROR));
      assertThatThrownBy(files::syncAllDirty).isInstanceOf(IOException.class);
      assertThat(files.dirtyFiles()).isEqualTo(1);
    }
  }
}
