package io.havenfs.host.disk;

import io.havenfs.host.linux.Errno;
import io.havenfs.host.linux.FileCalls;
import io.havenfs.host.linux.PathCalls;
import io.havenfs.host.linux.StatusCalls;
import io.havenfs.host.linux.Statvfs;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of a Linux file system.
 *
 * <p>Files and directories are created for this process's user alone: what clients may see of them
 * is decided by the server, never by other users of the machine.
 */
public final class LinuxDisk implements Disk, AutoCloseable {
  private static final int FILE_MODE = 0600;
  private static final int DIRECTORY_MODE = 0700;

  private final Path root;

  /**
   * The root, kept open until {@link #close}, or as long as this process lives: {@code syncfs}
   * (since Linux 5.8) reports a failed write-back to descriptors that were open when it happened.
   */
  private final int rootDescriptor;

  /**
   * The disk in {@code root}, which must exist.
   *
   * @throws NoSuchFileException when it is not a directory
   */
  public LinuxDisk(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NoSuchFileException(root.toString(), null, "not a directory");
    }
    this.root = root.toRealPath();
    this.rootDescriptor = openDescriptor("", PathCalls.O_RDONLY, "open");
  }

  /** Where a path of this disk is in the host's file system, for libraries that want to know. */
  public Path hostPath(String path) {
    return root.resolve(DiskPaths.checkDirectory(path));
  }

  @Override
  public DiskFile open(String path, OpenMode mode) throws IOException {
    return new LinuxFile(
        host(path), openDescriptor(DiskPaths.checkEntry(path), flags(mode), "open"));
  }

  private static int flags(OpenMode mode) {
    return switch (mode) {
      case READ -> PathCalls.O_RDONLY;
      case READ_WRITE -> PathCalls.O_RDWR;
      case CREATE -> PathCalls.O_RDWR | PathCalls.O_CREAT;
      case CREATE_NEW -> PathCalls.O_RDWR | PathCalls.O_CREAT | PathCalls.O_EXCL;
    };
  }

  private int openDescriptor(String path, int flags, String action) throws IOException {
    String name = host(path);
    long result = DiskErrors.repeat(() -> PathCalls.open(name, flags, FILE_MODE));
    return (int) DiskErrors.check(result, action, name);
  }

  private String host(String path) {
    return path.isEmpty() ? root.toString() : root + "/" + path;
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(hostPath(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(hostPath(directory))) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    }
    names.sort(null);
    return List.copyOf(names);
  }

  @Override
  public void delete(String path) throws IOException {
    String name = host(DiskPaths.checkEntry(path));
    int result = PathCalls.unlink(name);
    if (result == -Errno.EISDIR) {
      result = PathCalls.rmdir(name);
    }
    DiskErrors.check(result, "delete", name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    String source = host(DiskPaths.checkEntry(from));
    String target = host(DiskPaths.checkEntry(to));
    DiskErrors.check(PathCalls.rename(source, target), "rename to " + target, source);
  }

  @Override
  public void createDirectories(String directory) throws IOException {
    if (DiskPaths.checkDirectory(directory).isEmpty() || Files.isDirectory(hostPath(directory))) {
      return;
    }
    createDirectories(DiskPaths.parent(directory));
    String name = host(directory);
    int result = PathCalls.mkdir(name, DIRECTORY_MODE);
    if (result == -Errno.EEXIST && Files.isDirectory(hostPath(directory))) {
      return; // somebody else created it meanwhile
    }
    DiskErrors.check(result, "create directory", name);
  }

  @Override
  public void syncDirectory(String directory) throws IOException {
    int fd = openDescriptor(DiskPaths.checkDirectory(directory), PathCalls.O_RDONLY, "open");
    try {
      long result = DiskErrors.repeat(() -> FileCalls.fsync(fd));
      DiskErrors.check(result, "synchronise directory", host(directory));
    } finally {
      FileCalls.close(fd);
    }
  }

  @Override
  public void sync() throws IOException {
    long result = DiskErrors.repeat(() -> FileCalls.syncfs(rootDescriptor));
    DiskErrors.check(result, "synchronise the file system of", host(""));
  }

  @Override
  public DiskSpace space() throws IOException {
    int fd = openDescriptor("", PathCalls.O_RDONLY, "open");
    try {
      Statvfs status = new Statvfs();
      long result = DiskErrors.repeat(() -> StatusCalls.fstatvfs(fd, status));
      DiskErrors.check(result, "read the space of the file system", host(""));
      return new DiskSpace(
          status.totalBytes(),
          status.freeBytes(),
          status.availableBytes(),
          status.totalFiles(),
          status.freeFiles(),
          status.availableFiles());
    } finally {
      FileCalls.close(fd);
    }
  }

  @Override
  public DiskLock lock(String name) throws IOException {
    String path = DiskPaths.checkEntry(name);
    int fd = openDescriptor(path, PathCalls.O_RDWR | PathCalls.O_CREAT, "open");
    return LinuxLock.take(new LinuxFile(host(path), fd));
  }

  /** Lets go of the directory, so that its file system can be unmounted. Not used any more then. */
  @Override
  public void close() {
    FileCalls.close(rootDescriptor);
  }
}
