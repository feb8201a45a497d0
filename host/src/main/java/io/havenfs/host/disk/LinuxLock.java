package io.havenfs.host.disk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Ownership by flock(2) on a file, which names its holder for the message that the next one gets.
 *
 * <p>flock belongs to the open file description: unlike POSIX record locks it also excludes others
 * in the same process, and it is not lost when some other descriptor of the file is closed. The
 * file is never deleted: between deletion and a new lock, two owners could each hold "the" file.
 */
final class LinuxLock implements DiskLock {
  private static final int HOLDER_BYTES = 200;

  private final LinuxFile file;

  private LinuxLock(LinuxFile file) {
    this.file = file;
  }

  /** Locks {@code file} and owns it from then on. */
  static LinuxLock take(LinuxFile file) throws IOException {
    try {
      if (!file.tryLock()) {
        throw new DiskLockedException(file.path() + " is held by " + holder(file));
      }
      signHolder(file);
      return new LinuxLock(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static String holder(LinuxFile file) throws IOException {
    ByteBuf text = Unpooled.directBuffer(HOLDER_BYTES);
    try {
      file.read(text, HOLDER_BYTES, 0);
      String holder = text.toString(StandardCharsets.UTF_8).strip();
      return holder.isEmpty() ? "another process" : holder;
    } finally {
      text.release();
    }
  }

  private static void signHolder(LinuxFile file) throws IOException {
    String holder = "process " + ProcessHandle.current().pid() + "\n";
    ByteBuf text = Unpooled.copiedBuffer(holder, StandardCharsets.UTF_8);
    try {
      file.truncate(0);
      file.write(text, 0);
    } finally {
      text.release();
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the lock file", e);
    }
  }
}
