package io.havenfs.host.disk;

import io.havenfs.host.linux.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Turns errno into exceptions, in this one place. */
final class DiskErrors {
  private DiskErrors() {}

  /** The exception for a negative {@code result} of a system call. */
  static IOException exception(long result, String action, String path) {
    int errno = (int) -result;
    String message = path + ": cannot " + action + ": " + Errno.text(errno);
    return switch (errno) {
      case Errno.ENOSPC, Errno.EDQUOT -> new NoSpaceException(message);
      case Errno.EFBIG -> new FileTooLargeException(message);
      case Errno.EOPNOTSUPP, Errno.ENOSYS -> new UnsupportedByDiskException(message);
      case Errno.ENOENT -> new NoSuchFileException(path, null, "cannot " + action);
      case Errno.EEXIST -> new FileAlreadyExistsException(path, null, "cannot " + action);
      case Errno.ENOTEMPTY -> new DirectoryNotEmptyException(path);
      case Errno.EACCES, Errno.EPERM ->
          new AccessDeniedException(path, null, "cannot " + action + ": " + Errno.text(errno));
      default -> new IOException(message);
    };
  }

  /** Returns {@code result}, or throws what it means when negative. */
  static long check(long result, String action, String path) throws IOException {
    if (result < 0) {
      throw exception(result, action, path);
    }
    return result;
  }

  /** A system call, or several, with the kernel's way of answering. */
  @FunctionalInterface
  interface Call {
    long run() throws IOException;
  }

  /** Repeats {@code call} while a signal interrupts it. Not for hot paths. */
  static long repeat(Call call) throws IOException {
    long result;
    do {
      result = call.run();
    } while (result == -Errno.EINTR);
    return result;
  }
}
