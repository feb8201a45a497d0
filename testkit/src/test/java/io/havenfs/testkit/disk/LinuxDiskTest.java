package io.havenfs.testkit.disk;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.LinuxDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The real disk, in a temporary directory. */
final class LinuxDiskTest extends DiskContract {
  @TempDir Path directory;
  private Disk disk;

  @BeforeEach
  void open() throws Exception {
    disk = new LinuxDisk(directory);
  }

  @Override
  Disk disk() {
    return disk;
  }
}
