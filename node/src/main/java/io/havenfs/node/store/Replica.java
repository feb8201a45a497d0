package io.havenfs.node.store;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.connection.ConnectionTable;
import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.core.ServiceEngine;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.FileTables;
import io.havenfs.engine.offload.CopyTables;
import io.havenfs.engine.reply.ReplyTables;
import io.havenfs.engine.store.StoreLimits;
import io.havenfs.engine.table.Table;
import io.havenfs.host.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    Ground ground =
        Ground.prepare(request.directory(), request.store(), request.files(), request.time());
    ServiceEngine engine =
        ServiceEngine.open(
            ground.ports(), request.engine(), schema(), ground.files()::format, onFault);
    ground.capacity().follow(engine::capacity);
    return new Replica(engine, ground.files(), ground.limits());
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
}
