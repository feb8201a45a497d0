package io.havenfs.node.front;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.hosts.RpcHostCaller;
import io.havenfs.nfs.service.DiskReaders;
import io.havenfs.nfs.service.ExportAdmission;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.node.clients.ClientDesk;
import io.havenfs.node.exporting.ExportKeeper;
import io.havenfs.node.names.SystemHostNames;
import io.havenfs.node.serving.Programs;
import io.havenfs.node.serving.Transports;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service as clients see it, from {@link #open} to {@link #close}. Thread-safe. The engine is
 * not this object's: it is open before and after.
 */
public final class ServiceFront implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceFront.class);
  private static final long TICK_MILLIS = 1000;

  /** What is served: an engine that decides changes, and the file system on it. */
  public record State(Engine engine, FileSystem files, FileLimits limits, Time time) {}

  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("havenfs-front").unstarted(task));
  private final DiskReaders readers = new DiskReaders();
  private final RpcHostCaller hosts = new RpcHostCaller();
  private final ExportKeeper exports;
  private final Programs programs;
  private final Transports transports;
  private final ClientDesk clients;

  private ServiceFront(State state, FrontSettings settings) throws IOException, ExportsException {
    try {
      Exports table = new Exports(new SystemHostNames(), background);
      ExportAdmission admission = new ExportAdmission(table);
      exports =
          new ExportKeeper(settings.exports(), table, admission, state.engine(), state.files());
      exports.reload();
      NfsContext context =
          new NfsContext(
              state.engine(),
              state.files(),
              state.limits(),
              admission,
              new ReplyMemory(),
              state.time(),
              readers);
      Protocols protocols = new Protocols(context, table, settings.nfs(), settings.guard(), hosts);
      protocols.start();
      everyTick(protocols::tick);
      programs = protocols.programs();
      clients = new ClientDesk(state.engine(), state.files(), protocols.rosters());
      transports =
          Transports.open(
              programs,
              settings.listen(),
              settings.residence(),
              settings.limits().rpcLimits(),
              settings.rpcbind());
    } catch (IOException | ExportsException | RuntimeException e) {
      background.shutdownNow();
      readers.close();
      hosts.close();
      throw e;
    }
  }

  /**
   * Puts the exports in force and serves; returns when clients can connect.
   *
   * @throws IOException when an export cannot be made or an address not be listened on; says which
   */
  public static ServiceFront open(State state, FrontSettings settings)
      throws IOException, ExportsException {
    return new ServiceFront(state, settings);
  }

  /** Does something every second or so; a failure is logged, and it is done again. */
  public void everyTick(Runnable task) {
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

  /** The exports in force. */
  public ExportKeeper exports() {
    return exports;
  }

  /** Its clients, for operators. */
  public ClientDesk clients() {
    return clients;
  }

  /** What is served, with its counters. */
  public Programs programs() {
    return programs;
  }

  /** Where it is served. */
  public Transports transports() {
    return transports;
  }

  /**
   * Takes no new request and lets those begun be answered; what is still open after {@code
   * patience} is cut off. Blocks until then; the engine must be open until then.
   */
  public void drain(Duration patience) {
    background.shutdownNow();
    transports.drain(patience);
    readers.close();
    hosts.close();
  }

  /** Ends all connections at once; whoever wants them to end well drains the transports before. */
  @Override
  public void close() {
    background.shutdownNow();
    transports.close();
    readers.close();
    hosts.close();
  }
}
