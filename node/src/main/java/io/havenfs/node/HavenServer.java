package io.havenfs.node;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.OpenStates;
import io.havenfs.engine.file.FileTables;
import io.havenfs.engine.offload.CopyTables;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.reply.ReplyTables;
import io.havenfs.engine.table.Table;
import io.havenfs.host.time.SystemTime;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.service.DiskReaders;
import io.havenfs.nfs.service.ExportAdmission;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.node.admin.AdminEndpoint;
import io.havenfs.node.admin.ServerRoutes;
import io.havenfs.node.admin.Status;
import io.havenfs.node.config.HostPort;
import io.havenfs.node.config.NodeSettings;
import io.havenfs.node.exporting.ExportKeeper;
import io.havenfs.node.exporting.FileWatch;
import io.havenfs.node.metrics.CountedProgram;
import io.havenfs.node.metrics.NodeMetrics;
import io.havenfs.node.names.SystemHostNames;
import io.havenfs.node.quota.QuotaKeeper;
import io.havenfs.node.serving.Programs;
import io.havenfs.node.serving.Transports;
import io.havenfs.node.store.Replica;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running HavenFS node: the composition root. {@link #start} returns when clients are served;
 * {@link #close} drains and leaves a clean store. Thread-safe.
 */
public final class HavenServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HavenServer.class);
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(10);
  private static final long TICK_MILLIS = 1000;

  private final NodeSettings settings;
  private final Time time = new SystemTime();
  private final long startedAt = time.nanoTime();
  private final CompletableFuture<Throwable> fault = new CompletableFuture<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final ScheduledExecutorService background =
      Executors.newScheduledThreadPool(
          2, task -> Thread.ofPlatform().daemon().name("havenfs-background").unstarted(task));
  private final NodeMetrics metrics = new NodeMetrics();
  private final DiskReaders readers = new DiskReaders();
  private final Replica replica;
  private final ExportKeeper exports;
  private final Transports transports;
  private final Optional<AdminEndpoint> admin;

  private HavenServer(NodeSettings settings) throws IOException, ExportsException {
    this.settings = settings;
    try (Unwinding opened = new Unwinding()) {
      opened.add(background::shutdownNow);
      opened.add(readers);
      replica = Replica.open(replicaRequest(), fault::complete);
      opened.add(replica.engine());
      Exports table = new Exports(new SystemHostNames(), background);
      ExportAdmission admission = new ExportAdmission(table);
      exports =
          new ExportKeeper(
              settings.exports()::load, table, admission, replica.engine(), replica.files());
      exports.reload();
      new QuotaKeeper(replica.engine(), replica.files()).apply(settings.quota());
      transports = openTransports(table, admission);
      opened.add(transports);
      admin = openAdmin();
      opened.keep();
    }
    watchExports();
  }

  /**
   * Opens the store and serves.
   *
   * @throws IOException when something cannot be opened; the message says what and why
   */
  public static HavenServer start(NodeSettings settings) throws IOException, ExportsException {
    HavenServer server = new HavenServer(settings);
    LOG.info("serving on {}", server.addresses().stream().map(HavenServer::text).toList());
    return server;
  }

  private Replica.Request replicaRequest() {
    List<Table<?, ?>> schema =
        Stream.of(FileTables.all(), ClientService.tables(), CopyTables.all(), ReplyTables.all())
            .flatMap(List::stream)
            .toList();
    return new Replica.Request(
        settings.store(),
        settings.engine().engineLimits(),
        settings.engine().storeLimits(),
        settings.fileLimits(),
        new OpenStates(),
        schema,
        time);
  }

  private Transports openTransports(Exports table, ExportAdmission admission) throws IOException {
    NfsContext context =
        new NfsContext(
            replica.engine(),
            replica.files(),
            replica.limits(),
            admission,
            new ReplyMemory(),
            time,
            readers);
    Protocols protocols = new Protocols(context, table, settings.nfs());
    protocols.start();
    everyTick(protocols::tick);
    Programs programs = protocols.programs();
    Transports opened =
        Transports.open(
            programs, settings.listen(), settings.limits().rpcLimits(), settings.rpcbind());
    for (CountedProgram program : programs.overTcp()) {
      metrics.calls(program, "tcp");
    }
    for (CountedProgram program : programs.overUdp()) {
      metrics.calls(program, "udp");
    }
    metrics.transport(opened::statistics);
    metrics.engine(replica.engine());
    return opened;
  }

  private Optional<AdminEndpoint> openAdmin() throws IOException {
    Optional<HostPort> address = settings.admin();
    return address.isEmpty()
        ? Optional.empty()
        : Optional.of(
            AdminEndpoint.open(
                Transports.resolve(address.get()),
                ServerRoutes.of(this::status, metrics::scrape, exports::reload)));
  }

  private void watchExports() {
    settings
        .exports()
        .file()
        .map(FileWatch::new)
        .ifPresent(
            watch ->
                everyTick(
                    () -> {
                      if (watch.hasChanged()) {
                        exports.reloadOrLog();
                      }
                    }));
  }

  /** A task that fails is logged and tried again at the next tick. */
  private void everyTick(Runnable task) {
    Runnable safe =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.error("a background task failed", e);
          }
        };
    var _ =
        background.scheduleWithFixedDelay(safe, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Reads the exports again; a failure is logged. */
  public void reloadExports() {
    exports.reloadOrLog();
  }

  /** Where clients are served. */
  public List<InetSocketAddress> addresses() {
    return transports.addresses();
  }

  /** Where the admin endpoint is, if there is one. */
  public Optional<InetSocketAddress> adminAddress() {
    return admin.map(AdminEndpoint::address);
  }

  /** The exported paths. */
  public List<String> exportedPaths() {
    return exports.paths();
  }

  /** Completes with the cause when the service had to stop by itself; never otherwise. */
  public CompletableFuture<Throwable> fault() {
    return fault.copy();
  }

  private Status status() {
    return new Status(
        BuildVersion.current(),
        fault.isDone() ? "failed" : stopping.get() ? "stopping" : "serving",
        TimeUnit.NANOSECONDS.toSeconds(time.nanoTime() - startedAt),
        settings.store().toString(),
        Long.toHexString(replica.engine().serviceId()),
        addresses().stream().map(HavenServer::text).toList(),
        exportedPaths(),
        transports.rpcbindState(),
        replica.engine().capacity(),
        transports.statistics());
  }

  /** An address as it is typed. */
  public static String text(InetSocketAddress address) {
    if (address.getAddress().isAnyLocalAddress()) {
      return "*:" + address.getPort();
    }
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /**
   * Takes no new request, answers those begun, and closes the store cleanly. Blocks; a second call
   * does nothing.
   */
  @Override
  public void close() throws IOException {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    LOG.info("stopping");
    background.shutdownNow();
    transports.drain(DRAIN_PATIENCE);
    readers.close();
    replica.engine().close();
    admin.ifPresent(AdminEndpoint::close);
    transports.close();
    metrics.close();
    LOG.info("stopped");
  }
}
