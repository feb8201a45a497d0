package io.havenfs.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process whose writes to one device are throttled, by a control group of either version. Closing
 * it lets the process go.
 */
final class SlowDisk implements AutoCloseable {
  private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/blkio");
  private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
  private static final String PROCESSES = "cgroup.procs";

  private final Path parent;
  private final Path group;
  private final long pid;

  private SlowDisk(Path parent, Path group, long pid) {
    this.parent = parent;
    this.group = group;
    this.pid = pid;
  }

  /** Whether the machine can do that. */
  static boolean isPossible() {
    return isVersion1() || hasIoControl();
  }

  private static boolean isVersion1() {
    return Files.exists(VERSION_1.resolve("blkio.throttle.write_iops_device"));
  }

  private static boolean hasIoControl() {
    try {
      return Files.readString(VERSION_2.resolve("cgroup.subtree_control")).contains("io");
    } catch (IOException none) {
      return false;
    }
  }

  /** So many writes a second from now on. */
  static SlowDisk throttle(Disk disk, long pid, int writesPerSecond) {
    Path parent = isVersion1() ? VERSION_1 : VERSION_2;
    Path group = parent.resolve("havenfs-" + pid);
    SlowDisk slow = new SlowDisk(parent, group, pid);
    try {
      Files.createDirectories(group);
      if (isVersion1()) {
        write(
            group.resolve("blkio.throttle.write_iops_device"),
            disk.device() + " " + writesPerSecond);
      } else {
        write(group.resolve("io.max"), disk.device() + " wiops=" + writesPerSecond);
      }
      write(group.resolve(PROCESSES), Long.toString(pid));
    } catch (IOException e) {
      slow.close();
      throw new UncheckedIOException(e);
    }
    return slow;
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, List.of(text));
  }

  @Override
  public void close() {
    try {
      if (ProcessHandle.of(pid).isPresent()) {
        write(parent.resolve(PROCESSES), Long.toString(pid));
      }
      Files.deleteIfExists(group);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
