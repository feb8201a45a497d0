package io.havenfs.engine.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.log.CorruptLogException;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.store.RocksTableStore;
import io.havenfs.engine.store.StoreLimits;
import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that is refused stays closed: it can be tried again, or moved away. */
class RefusedReplicaTest {
  private static final EngineLimits LIMITS = new EngineLimits(64, 16, 1 << 20, 64 << 10, 0);

  @TempDir private Path directory;

  @Test
  void nothingStaysOpen() throws IOException {
    open().close();
    damageLog();

    assertThatThrownBy(this::open).isInstanceOf(CorruptLogException.class);
    assertThatThrownBy(this::open).isInstanceOf(CorruptLogException.class);
  }

  private ServiceEngine open() throws IOException {
    EnginePorts ports =
        new EnginePorts(
            new LinuxDisk(directory),
            () -> RocksTableStore.open(directory.resolve("tables"), StoreLimits.DEFAULT),
            new LogLimits(16 << 10, 4 << 10, 2 << 10),
            DataLimits.DEFAULT,
            new VirtualTime(),
            "boot",
            new SplittableRandom(1));
    return ServiceEngine.open(ports, LIMITS, TestTables.ALL, tx -> {}, fault -> {});
  }

  /** The header of the only segment. */
  private void damageLog() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("log"))) {
      Path segment =
          files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
      try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), 8);
      }
    }
  }
}
