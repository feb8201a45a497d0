package io.havenfs.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A node's own disk: ext4 in a sparse file behind a loop device, so that it can be full, slow or
 * hang without anybody else noticing. Used by one test thread.
 */
final class Disk implements AutoCloseable {
  private static final Path LOOPS = Path.of("/dev/loop-control");
  private static final String[] PROGRAMS = {"mkfs.ext4", "mount", "umount", "fallocate"};
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long BYTES = 4L << 30;

  /** What the file system may need for itself meanwhile. */
  private static final long ALMOST_NOTHING = 16L << 20;

  private final Path place;
  private final Path image;

  private Disk(Path place, Path image) {
    this.place = place;
    this.image = image;
  }

  /** Whether the machine can have such disks. */
  static boolean isPossible() {
    return Files.exists(LOOPS) && Requirements.areInstalled(PROGRAMS);
  }

  /** Makes one and mounts it on {@code place}, which is created. */
  static Disk mount(Path place) {
    Path image = place.resolveSibling(place.getFileName() + ".image");
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.of("truncate", "-s", Long.toString(BYTES), image.toString()).succeed();
    Command.of("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()).succeed();
    Command.of("mount", "-o", "loop,noinit_itable", image.toString(), place.toString()).succeed();
    return new Disk(place, image);
  }

  /** Leaves about so many bytes. */
  void fill(long left) {
    long free = place.toFile().getUsableSpace();
    Command.of("fallocate", "-l", Long.toString(free - left), filler().toString()).succeed();
  }

  /** Leaves nothing. */
  void fillUp() {
    fill(ALMOST_NOTHING);
    Command.of("sh", "-c", "cat /dev/zero 2>/dev/null >>" + filler() + " || true").succeed();
  }

  /** The end of {@link #fill} and {@link #fillUp}. */
  void empty() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return place.resolve("filler");
  }

  /** Whoever writes waits from now on. */
  void freeze() {
    Command.of("fsfreeze", "-f", place.toString()).succeed();
  }

  /** The end of {@link #freeze}; also where it is not frozen. */
  void thaw() {
    Command.of("fsfreeze", "-u", place.toString()).run(LIMIT);
  }

  /** The loop device's number, MAJOR:MINOR. */
  String device() {
    return Command.of("findmnt", "-n", "-o", "MAJ:MIN", place.toString()).succeed().strip();
  }

  @Override
  public void close() {
    thaw();
    Command.of("umount", "-l", place.toString()).run(LIMIT);
    try {
      Files.deleteIfExists(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unmounts what a run that died has left below a folder. */
  static void unmountBelow(Path folder) {
    try {
      List<String> places =
          Files.readAllLines(Path.of("/proc/mounts")).stream()
              .map(line -> line.split(" ", 3)[1])
              .filter(place -> place.startsWith(folder + "/"))
              .sorted(Comparator.reverseOrder())
              .toList();
      places.forEach(place -> Command.of("umount", "-l", place).run(LIMIT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
