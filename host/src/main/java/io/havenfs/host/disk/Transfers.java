package io.havenfs.host.disk;

import io.havenfs.host.linux.Errno;
import io.havenfs.host.linux.FileCalls;
import io.havenfs.host.linux.IoVectors;
import java.io.IOException;

/** Whole reads and writes out of the kernel's partial and interrupted ones. */
final class Transfers {
  private Transfers() {}

  /** Writes all of a native memory range. */
  static void write(String path, int fd, long address, int length, long offset) throws IOException {
    int done = 0;
    while (done < length) {
      long result = FileCalls.pwrite(fd, address + done, length - done, offset + done);
      done += (int) progress(result, "write", path);
    }
  }

  /** Writes all of {@code pieces}. */
  static void write(String path, int fd, Pieces pieces, long offset) throws IOException {
    long done = 0;
    while (done < pieces.total()) {
      IoVectors vectors = IoVectors.current();
      pieces.fill(vectors, done);
      long result = FileCalls.pwritev(fd, vectors.address(), vectors.count(), offset + done);
      done += progress(result, "write", path);
    }
  }

  /** Reads until the range is full or the file ends; returns the bytes read. */
  static int read(String path, int fd, long address, int length, long offset) throws IOException {
    int done = 0;
    while (done < length) {
      long result = FileCalls.pread(fd, address + done, length - done, offset + done);
      if (result == 0) {
        break;
      }
      done += (int) progress(result, "read", path);
    }
    return done;
  }

  /** As {@link #read}, but {@link DiskFile#WOULD_BLOCK} when that would need the device. */
  static int readCached(String path, int fd, long address, int length, long offset)
      throws IOException {
    int done = 0;
    while (done < length) {
      IoVectors vectors = IoVectors.current();
      vectors.add(address + done, length - done);
      long result =
          FileCalls.preadv2(
              fd, vectors.address(), vectors.count(), offset + done, FileCalls.RWF_NOWAIT);
      if (result == -Errno.EAGAIN || result == -Errno.EOPNOTSUPP) {
        return DiskFile.WOULD_BLOCK;
      }
      if (result == 0) {
        break;
      }
      done += (int) progress(result, "read", path);
    }
    return done;
  }

  private static long progress(long result, String action, String path) throws IOException {
    return result == -Errno.EINTR ? 0 : DiskErrors.check(result, action, path);
  }
}
