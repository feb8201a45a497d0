package io.havenfs.node.exporting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Notices that a file has changed, by its size, time and identity: a look costs a system call, and
 * works for files behind symbolic links and on any file system. Not thread-safe.
 */
public final class FileWatch {
  private record Seen(long size, long modified, String key) {}

  private final Path file;
  private Optional<Seen> last;

  /** Watches {@code file} from now on. */
  public FileWatch(Path file) {
    this.file = file;
    this.last = look();
  }

  /** Whether the file has changed since the last call. A file that is missing has not. */
  public boolean hasChanged() {
    Optional<Seen> now = look();
    if (now.isEmpty() || now.equals(last)) {
      return false;
    }
    last = now;
    return true;
  }

  private Optional<Seen> look() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Seen(
              attributes.size(),
              attributes.lastModifiedTime().toMillis(),
              String.valueOf(attributes.fileKey())));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }
}
