package io.havenfs.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.host.disk.OpenMode;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random operations leave a simulated file exactly as they leave a real one. */
final class DiskModelTest {
  private static final int STEPS = 60;
  private static final int FILE_BYTES = 40_000;

  @TempDir Path directory;

  @Test
  void realAndSimulatedFilesAgree() throws Exception {
    Disk real = new LinuxDisk(directory);
    Seeded.run(
        50,
        (seed, random) -> {
          Disk simulated = new SimulatedDisk(seed);
          try (DiskFile one = real.open("f" + seed, OpenMode.CREATE_NEW);
              DiskFile two = simulated.open("f" + seed, OpenMode.CREATE_NEW)) {
            for (int step = 0; step < STEPS; step++) {
              long choice = random.nextLong();
              change(one, new java.util.SplittableRandom(choice));
              change(two, new java.util.SplittableRandom(choice));
              assertThat(two.size()).as("step %d", step).isEqualTo(one.size());
            }
            assertThat(content(two)).isEqualTo(content(one));
          }
          real.delete("f" + seed);
        });
  }

  private static void change(DiskFile file, RandomGenerator random) throws Exception {
    int offset = Generate.between(random, 0, FILE_BYTES);
    int length = Generate.length(random, FILE_BYTES);
    switch (random.nextInt(7)) {
      case 0 -> file.truncate(offset);
      case 1 -> file.punch(offset, length);
      case 2 -> file.zero(offset, length);
      case 3 -> file.allocate(offset, length, random.nextBoolean());
      default -> file.write(Unpooled.wrappedBuffer(Generate.bytes(random, length)), offset);
    }
  }

  private static ByteBuf content(DiskFile file) throws Exception {
    ByteBuf content = Unpooled.buffer();
    file.read(content, 4 * FILE_BYTES, 0);
    return content;
  }
}
