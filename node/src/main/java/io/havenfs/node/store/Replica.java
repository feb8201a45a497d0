package io.havenfs.node.store;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.OpenStates;
import io.havenfs.engine.connection.ConnectionTable;
import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.core.EnginePorts;
import io.havenfs.engine.core.ServiceEngine;
import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.data.LargestFile;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.FileTables;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.offload.CopyTables;
import io.havenfs.engine.reply.ReplyTables;
import io.havenfs.engine.store.RocksTableStore;
import io.havenfs.engine.store.StoreLimits;
import io.havenfs.engine.table.Table;
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
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An open replica and the file system on it.
 *
 * @param engine to be closed by the owner
 * @param files the file system
 * @param limits the file system's limits on this disk
 */
public record Replica(ServiceEngine engine, FileSystem files, FileLimits limits) {
  private static final String TABLES = "tables";

  /** What is to be opened, and how. */
  public record Request(
      Path directory, EngineLimits engine, StoreLimits store, FileLimits files, Time time) {}

  /**
   * Opens the replica, creating it where the directory is empty or missing.
   *
   * @param onFault told, on any thread, when the engine had to stop
   * @throws io.havenfs.host.disk.DiskLockedException when another process has it open
   */
  public static Replica open(Request request, Consumer<Throwable> onFault) throws IOException {
    create(request.directory());
    LinuxDisk disk = new LinuxDisk(request.directory());
    FileLimits limits = request.files().withMaxDataSize(LargestFile.probe(disk));
    KnownCapacity capacity = new KnownCapacity(atOnce(disk.space()));
    FileSystem files = new FileSystem(limits, new OpenStates(), capacity);
    EnginePorts ports = ports(disk, request);
    ServiceEngine engine =
        ServiceEngine.open(ports, request.engine(), schema(), files::format, onFault);
    capacity.follow(engine::capacity);
    return new Replica(engine, files, limits);
  }

  static EnginePorts ports(LinuxDisk disk, Request request) throws IOException {
    return new EnginePorts(
        disk,
        () -> RocksTableStore.open(disk.hostPath(TABLES), request.store()),
        LogLimits.DEFAULT,
        DataLimits.DEFAULT,
        request.time(),
        BootId.read(),
        new SplittableRandom(new SecureRandom().nextLong()));
  }

  static void create(Path directory) throws IOException {
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

  /** All tables of a service but the engine's own; the same on all of its replicas. */
  public static List<Table<?, ?>> schema() {
    return Stream.of(
            FileTables.all(),
            ClientService.tables(),
            CopyTables.all(),
            ReplyTables.all(),
            ConnectionTable.tables())
        .<Table<?, ?>>flatMap(List::stream)
        .toList();
  }

  static Capacity atOnce(DiskSpace space) {
    return new Capacity(
        space.totalBytes(),
        space.freeBytes(),
        space.availableBytes(),
        space.totalFiles(),
        space.freeFiles());
  }
}
