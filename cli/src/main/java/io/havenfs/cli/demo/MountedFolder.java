package io.havenfs.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder on a mounted file system. */
record MountedFolder(Path directory) implements Folder {
  @Override
  public void create(String name) throws IOException {
    Files.createFile(directory.resolve(name));
  }

  @Override
  public void write(String name, byte[] contents) throws IOException {
    try (FileChannel file = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(contents);
      while (left.hasRemaining()) {
        file.write(left);
      }
      file.force(true);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to));
  }

  @Override
  public void link(String name, String other) throws IOException {
    Files.createLink(directory.resolve(other), directory.resolve(name));
  }

  @Override
  public void remove(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  @Override
  public Set<String> list() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Override
  public void close() {}
}
