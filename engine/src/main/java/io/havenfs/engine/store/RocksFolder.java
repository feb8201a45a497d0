package io.havenfs.engine.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** The folder that a store is in: it is either not there or a whole store. */
final class RocksFolder {
  private static final String UNFINISHED = ".new";

  private final Path directory;

  RocksFolder(Path directory) {
    this.directory = directory;
  }

  Path path() {
    return directory;
  }

  /** Where a new store is made, to be moved into its place when it is whole. */
  Path unfinished() {
    return directory.resolveSibling(directory.getFileName() + UNFINISHED);
  }

  boolean isNew() throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  /** Whether there is a store, as far as names tell. */
  boolean isStore() {
    return Files.exists(directory.resolve("CURRENT"));
  }

  /** Removes what an earlier attempt left. */
  void clearUnfinished() throws IOException {
    Path folder = unfinished();
    if (!Files.exists(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Moves the new store into its place, durably. */
  void finish() throws IOException {
    sync(unfinished());
    Files.move(unfinished(), directory, StandardCopyOption.ATOMIC_MOVE);
    sync(directory.toAbsolutePath().resolveSibling("."));
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
