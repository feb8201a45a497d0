package io.havenfs.node.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskLock;
import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.quorum.codec.ControlJson;
import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.IdentityFolder;
import io.havenfs.quorum.identity.NodeCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A node's directory: who it is, its keys and how often it has started ({@code identity/}), how it
 * was made ({@code node.json}), its part of the quorum ({@code raft/}) and the copies that it holds
 * ({@code services/}). One process has it at a time.
 */
public final class NodeDirectory implements AutoCloseable {
  private static final String PLAN = "node.json";
  private static final String IDENTITY = "identity";
  private static final String LOCK = "lock";

  private final Path path;
  private final ClusterIdentity identity;
  private final NodeCredentials credentials;
  private final NodePlan plan;
  private final long incarnation;
  private final DiskLock lock;

  private NodeDirectory(Path path, ClusterIdentity identity, DiskLock lock) throws IOException {
    this.path = path;
    this.identity = identity;
    this.lock = lock;
    IdentityFolder folder = folder(path);
    this.credentials = folder.credentials();
    this.plan = plan(path.resolve(PLAN));
    this.incarnation = folder.nextIncarnation();
  }

  private static IdentityFolder folder(Path path) {
    return new IdentityFolder(path.resolve(IDENTITY));
  }

  private static NodePlan plan(Path file) throws IOException {
    try {
      return ControlJson.mapper().readValue(Files.readString(file), NodePlan.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Makes a node. What is written last is who it is: a directory without that is no node's.
   *
   * @throws IOException when there is one already
   */
  public static void create(
      Path path, ClusterIdentity identity, NodeCredentials credentials, NodePlan plan)
      throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    checkFree(path);
    ObjectMapper mapper = ControlJson.mapper();
    Files.writeString(
        path.resolve(PLAN),
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(plan) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    folder(path).create(identity, credentials);
    new LinuxDisk(path).syncDirectory("");
  }

  /**
   * Checks that a node can be made there.
   *
   * @throws IOException when there is one already
   */
  public static void checkFree(Path path) throws IOException {
    var there = folder(path).identity();
    if (there.isPresent()) {
      throw new IOException(path + " already is node " + there.get().node());
    }
  }

  /**
   * Takes the directory for this process, under the next incarnation.
   *
   * @throws io.havenfs.host.disk.DiskLockedException when another process has it
   */
  public static NodeDirectory open(Path path) throws IOException {
    ClusterIdentity identity =
        folder(path)
            .identity()
            .orElseThrow(
                () ->
                    new IOException(
                        path
                            + " is no node's directory: make one with 'cluster init' or"
                            + " 'cluster join'"));
    Disk disk = new LinuxDisk(path);
    DiskLock lock = disk.lock(LOCK);
    try {
      return new NodeDirectory(path, identity, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Which node this is, and of which cluster. */
  public ClusterIdentity identity() {
    return identity;
  }

  /** What it proves itself with. */
  public NodeCredentials credentials() {
    return credentials;
  }

  /** How it was made. */
  public NodePlan plan() {
    return plan;
  }

  /** Which of its processes this is. */
  public long incarnation() {
    return incarnation;
  }

  /** Where the quorum keeps its own. */
  public Path raft() {
    return path.resolve("raft");
  }

  /** Where the programs are that services in shared storage may name. */
  public Path commands() {
    return path.resolve("commands");
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
