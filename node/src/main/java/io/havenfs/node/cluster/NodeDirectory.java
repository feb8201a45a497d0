package io.havenfs.node.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskLock;
import io.havenfs.host.disk.LinuxDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A node's directory: who it is ({@code node.json}), how often it has started ({@code
 * incarnation}), its part of the quorum ({@code raft/}) and the copies that it holds ({@code
 * services/}). One process has it at a time.
 */
public final class NodeDirectory implements AutoCloseable {
  private static final String IDENTITY = "node.json";
  private static final String INCARNATION = "incarnation";
  private static final String LOCK = "lock";

  private final Path path;
  private final NodeIdentity identity;
  private final long incarnation;
  private final DiskLock lock;

  private NodeDirectory(Path path, NodeIdentity identity, long incarnation, DiskLock lock) {
    this.path = path;
    this.identity = identity;
    this.incarnation = incarnation;
    this.lock = lock;
  }

  /**
   * Makes a node.
   *
   * @throws IOException when there is one already
   */
  public static void create(Path path, NodeIdentity identity) throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (Files.exists(path.resolve(IDENTITY))) {
      throw new IOException(path + " already is node " + identity(path).id());
    }
    String text = NodeJson.of(identity).toPrettyString();
    write(path.resolve(IDENTITY), text + "\n");
  }

  /** Who the node in {@code path} is. */
  public static NodeIdentity identity(Path path) throws IOException {
    Path file = path.resolve(IDENTITY);
    try {
      return NodeJson.identity(new ObjectMapper().readTree(Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new IOException(
          path + " is no node's directory: make one with 'cluster init' or 'cluster join'", e);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Takes the directory for this process, under the next incarnation.
   *
   * @throws io.havenfs.host.disk.DiskLockedException when another process has it
   */
  public static NodeDirectory open(Path path) throws IOException {
    NodeIdentity identity = identity(path);
    Disk disk = new LinuxDisk(path);
    DiskLock lock = disk.lock(LOCK);
    Path counter = path.resolve(INCARNATION);
    long before = Files.exists(counter) ? Long.parseLong(Files.readString(counter).strip()) : 0;
    write(counter, (before + 1) + "\n");
    return new NodeDirectory(path, identity, before + 1, lock);
  }

  /** Replaces a file so that after a crash it is the old one or the new one. */
  private static void write(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.write(
        next,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    new LinuxDisk(file.resolveSibling("")).syncDirectory("");
  }

  /** Who this node is. */
  public NodeIdentity identity() {
    return identity;
  }

  /** Which of its processes this is. */
  public long incarnation() {
    return incarnation;
  }

  /** Where the quorum keeps its own. */
  public Path raft() {
    return path.resolve("raft");
  }

  /** Where copies are kept, one directory each. */
  public Path services() {
    return path.resolve("services");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
