package io.havenfs.node.store;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.FileTooLargeException;
import io.havenfs.host.disk.OpenMode;
import java.io.IOException;

/**
 * Finds out how large a file the disk's file system can hold (16 TiB on ext4, 8 EiB on XFS): a
 * write beyond must be refused when it is decided, since what is decided cannot fail any more.
 */
final class LargestFile {
  private static final String PROBE = "largest-file.probe";

  private LargestFile() {}

  /** The largest size in bytes; found by extending an empty file, which takes no space. */
  static long probe(Disk disk) throws IOException {
    try (DiskFile file = disk.open(PROBE, OpenMode.CREATE)) {
      long fits = 0;
      long tooLarge = Long.MAX_VALUE;
      if (fits(file, tooLarge)) {
        return tooLarge;
      }
      while (tooLarge - fits > 1) {
        long middle = fits + (tooLarge - fits) / 2;
        if (fits(file, middle)) {
          fits = middle;
        } else {
          tooLarge = middle;
        }
      }
      return fits;
    } finally {
      disk.delete(PROBE);
    }
  }

  private static boolean fits(DiskFile file, long size) throws IOException {
    try {
      file.truncate(size);
      return true;
    } catch (FileTooLargeException beyond) {
      return false;
    }
  }
}
