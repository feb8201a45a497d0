package io.havenfs.node.store;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.client.open.OpenStates;
import io.havenfs.engine.core.EnginePorts;
import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.data.LargestFile;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.store.GatheringTableStore;
import io.havenfs.engine.store.RocksTableStore;
import io.havenfs.engine.store.StoreLimits;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskSpace;
import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.host.time.Time;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * What stands before an engine is opened in a directory of this host.
 *
 * @param ports the engine's environment
 * @param limits the file system's limits on this disk
 * @param files the file system that will be on the engine
 * @param capacity to be told of the engine when it is open
 * @param root to be closed when the directory has to be let go of
 */
record Ground(
    EnginePorts ports,
    FileLimits limits,
    FileSystem files,
    KnownCapacity capacity,
    LinuxDisk root) {
  private static final String TABLES = "tables";

  /** Prepares {@code directory}, which is created where it is missing. */
  static Ground prepare(Path directory, StoreLimits store, FileLimits wanted, Time time)
      throws IOException {
    create(directory);
    return prepare(new LinuxDisk(directory), disk -> disk, store, wanted, time);
  }

  /** Prepares a directory that is there; {@code owned} stands between it and the engine. */
  static Ground prepare(
      LinuxDisk root, UnaryOperator<Disk> owned, StoreLimits store, FileLimits wanted, Time time)
      throws IOException {
    Disk disk = owned.apply(root);
    FileLimits limits = wanted.withMaxDataSize(LargestFile.probe(disk));
    KnownCapacity capacity = new KnownCapacity(atOnce(disk.space()));
    FileSystem files = new FileSystem(limits, new OpenStates(), capacity);
    return new Ground(ports(root, disk, store, time), limits, files, capacity, root);
  }

  /** Whether an engine was ever opened in {@code directory}. */
  static boolean isPrepared(Path directory) {
    return Files.isDirectory(directory.resolve(TABLES));
  }

  private static EnginePorts ports(LinuxDisk root, Disk disk, StoreLimits store, Time time)
      throws IOException {
    return new EnginePorts(
        disk,
        () -> new GatheringTableStore(RocksTableStore.open(root.hostPath(TABLES), store)),
        LogLimits.DEFAULT,
        DataLimits.DEFAULT,
        time,
        BootId.read(),
        new SplittableRandom(new SecureRandom().nextLong()));
  }

  private static void create(Path directory) throws IOException {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      throw failure(directory, "the store is no directory", e);
    } catch (FileSystemException e) {
      String reason = FileFailures.reason(e);
      throw failure(directory, "the store's directory cannot be created: " + reason, e);
    }
  }

  private static IOException failure(Path directory, String reason, IOException cause) {
    IOException failure = new FileSystemException(directory.toString(), null, reason);
    failure.initCause(cause);
    return failure;
  }

  private static Capacity atOnce(DiskSpace space) {
    return new Capacity(
        space.totalBytes(),
        space.freeBytes(),
        space.availableBytes(),
        space.totalFiles(),
        space.freeFiles());
  }
}
