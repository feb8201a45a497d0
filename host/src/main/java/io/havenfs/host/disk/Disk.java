package io.havenfs.host.disk;

import java.io.IOException;
import java.util.List;

/**
 * A directory tree with one owner.
 *
 * <p>Paths are relative to the tree's root, with {@code /} between components; the empty string is
 * the root. A path with an empty, {@code .} or {@code ..} component is refused. All methods may be
 * called from any thread and may block for the device. What survives a crash, and what the
 * exceptions mean, is on the package's page.
 */
public interface Disk {
  /**
   * Opens a file; its directory must exist.
   *
   * @throws java.nio.file.NoSuchFileException when it is missing and {@code mode} does not create,
   *     or its directory is missing
   * @throws java.nio.file.FileAlreadyExistsException for {@link OpenMode#CREATE_NEW}
   */
  DiskFile open(String path, OpenMode mode) throws IOException;

  /** Whether the path names a file or directory. */
  boolean exists(String path) throws IOException;

  /**
   * The names in a directory, sorted by their UTF-16 code units.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such directory
   */
  List<String> list(String directory) throws IOException;

  /**
   * Removes a file or an empty directory. Open files stay usable until they are closed.
   *
   * @throws java.nio.file.NoSuchFileException when it is missing
   * @throws java.nio.file.DirectoryNotEmptyException when it is a directory with entries
   */
  void delete(String path) throws IOException;

  /**
   * Renames a file or directory, atomically replacing a file that has the new name.
   *
   * @throws java.nio.file.NoSuchFileException when {@code from} or the new directory is missing
   */
  void rename(String from, String to) throws IOException;

  /** Creates a directory and those above it, where they are missing. Nothing is synchronised. */
  void createDirectories(String directory) throws IOException;

  /** Makes the directory's entries durable: what was created, renamed and deleted in it. */
  void syncDirectory(String directory) throws IOException;

  /**
   * Makes everything durable that was done before the call: the contents of all files, and all
   * names. Far cheaper than one by one when they are many, but it may include what others left on
   * the same device.
   */
  void sync() throws IOException;

  /** Space of the file system that holds the tree. */
  DiskSpace space() throws IOException;

  /**
   * Takes the exclusive ownership that {@code name} (a file in the root, created here and left
   * there) stands for. It ends with {@link DiskLock#close} or with the process, however that ends.
   *
   * @throws DiskLockedException when another process, or another owner in this one, holds it
   */
  DiskLock lock(String name) throws IOException;
}
