package io.havenfs.host.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.havenfs.host.linux.Errno;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinuxErrorsTest {
  @TempDir Path directory;

  private static ByteBuf bytes(int count) {
    return Unpooled.directBuffer().writeZero(count);
  }

  @Test
  void aFullDeviceIsNoSpace() throws Exception {
    Files.createSymbolicLink(directory.resolve("full"), Path.of("/dev/full"));
    try (DiskFile full = new LinuxDisk(directory).open("full", OpenMode.READ_WRITE)) {
      assertThatThrownBy(() -> full.write(bytes(10), 0))
          .isInstanceOf(NoSpaceException.class)
          .hasMessage(directory + "/full: cannot write: No space left on device");
    }
  }

  @Test
  void beyondTheFileSystemsLimitIsTooLarge() throws Exception {
    assumeTrue(Files.getFileStore(directory).type().equals("ext4"), "ext4 ends at 16 TiB");
    try (DiskFile file = new LinuxDisk(directory).open("f", OpenMode.CREATE)) {
      assertThatThrownBy(() -> file.write(bytes(10), 1L << 60))
          .isInstanceOf(FileTooLargeException.class)
          .hasMessageContaining("/f: cannot write: File too large");
      assertThatThrownBy(() -> file.truncate(Long.MAX_VALUE))
          .isInstanceOf(FileTooLargeException.class);
      assertThat(file.size()).isZero();
    }
  }

  @Test
  void aDirectoryIsNoFile() throws Exception {
    Files.createDirectory(directory.resolve("d"));
    LinuxDisk disk = new LinuxDisk(directory);
    assertThatThrownBy(() -> disk.open("d", OpenMode.READ_WRITE))
        .isInstanceOf(IOException.class)
        .hasMessage(directory + "/d: cannot open: Is a directory");
  }

  @Test
  void theRootMustExist() {
    assertThatThrownBy(() -> new LinuxDisk(directory.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @CsvSource({
    Errno.ENOSPC + ", No space left on device",
    Errno.EDQUOT + ", Disk quota exceeded",
    Errno.EIO + ", Input/output error",
    "4711, error number 4711"
  })
  void messagesNameFileActionAndReason(int errno, String text) {
    IOException exception = DiskErrors.exception(-errno, "write", "/x/y");
    assertThat(exception).hasMessage("/x/y: cannot write: " + text);
    boolean space = errno == Errno.ENOSPC || errno == Errno.EDQUOT;
    assertThat(exception instanceof NoSpaceException).isEqualTo(space);
  }

  @Test
  void errorsThatTheJdkHasExceptionsForAreThose() {
    assertThat(DiskErrors.exception(-Errno.ENOENT, "open", "/x"))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(DiskErrors.exception(-Errno.EEXIST, "open", "/x"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(DiskErrors.exception(-Errno.ENOTEMPTY, "delete", "/x"))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThat(DiskErrors.exception(-Errno.EACCES, "open", "/x"))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("Permission denied");
    assertThat(DiskErrors.exception(-Errno.EOPNOTSUPP, "allocate", "/x"))
        .isInstanceOf(UnsupportedByDiskException.class);
  }

  @Test
  void anotherProcessIsLockedOut() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "flock of util-linux");
    DiskLock lock = new LinuxDisk(directory).lock("owner");
    assertThat(flockSucceeds()).isFalse();
    assertThat(Files.readString(directory.resolve("owner")))
        .isEqualTo("process " + ProcessHandle.current().pid() + "\n");
    lock.close();
    assertThat(flockSucceeds()).isTrue();
  }

  private boolean flockSucceeds() throws Exception {
    String file = directory.resolve("owner").toString();
    Process process = new ProcessBuilder("/usr/bin/flock", "-n", file, "true").start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }

  /**
   * Readers race with closing; each of them must see its own file's content or the exception, never
   * another file that got the descriptor's number.
   */
  @Test
  void closingUnderReadersNeverShowsThemAnotherFile() throws Exception {
    LinuxDisk disk = new LinuxDisk(directory);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 200; round++) {
        DiskFile file = disk.open("f" + round % 2, OpenMode.CREATE);
        byte content = (byte) (round % 2 + 1);
        file.write(Unpooled.directBuffer().writeByte(content), 0);
        CountDownLatch reading = new CountDownLatch(1);
        Future<?> reader = threads.submit(() -> readUntilClosed(file, content, reading));
        reading.await();
        file.close();
        disk.open("f" + (round + 1) % 2, OpenMode.CREATE).close();
        reader.get(10, TimeUnit.SECONDS);
      }
    }
  }

  private static @Nullable Void readUntilClosed(DiskFile file, byte content, CountDownLatch reading)
      throws IOException {
    ByteBuf target = Unpooled.directBuffer(1);
    try {
      while (true) {
        target.clear();
        assertThat(file.read(target, 1, 0)).isEqualTo(1);
        assertThat(target.getByte(0)).isEqualTo(content);
        reading.countDown();
      }
    } catch (ClosedChannelException e) {
      return null;
    } finally {
      target.release();
    }
  }
}
