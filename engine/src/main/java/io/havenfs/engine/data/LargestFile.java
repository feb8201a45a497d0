package io.havenfs.engine.data;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.FileTooLargeException;
import io.havenfs.host.disk.OpenMode;
import java.io.IOException;

/**
 * Finds out how large a file the disk's file system can hold (16 TiB on ext4, 8 EiB on XFS): a
 * write beyond must be refused when it is decided, since what is decided cannot fail any more.
 */
public final class LargestFile {
  private static final String PROBE = "largest-file.probe";

  private LargestFile() {}

  /** The largest size in bytes; found by extending an empty file, which takes no space. */
  public static long probe(Disk disk) throws IOException {
    try (DiskFile file = disk.open(PROBE, OpenMode.CREATE)) {
      if (canBe(file, Long.MAX_VALUE)) {
        return Long.MAX_VALUE;
      }
      long possible = 0;
      for (long bit = 1L << 62; bit > 0; bit >>= 1) {
        if (canBe(file, possible | bit)) {
          possible |= bit;
        }
      }
      return possible;
    } finally {
      disk.delete(PROBE);
    }
  }

  private static boolean canBe(DiskFile file, long size) throws IOException {
    try {
      file.truncate(size);
      return true;
    } catch (FileTooLargeException beyond) {
      return false;
    }
  }
}
