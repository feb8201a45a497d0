package io.havenfs.node;

import io.havenfs.host.time.SystemTime;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.node.admin.AdminEndpoint;
import io.havenfs.node.admin.Route;
import io.havenfs.node.admin.ServerRoutes;
import io.havenfs.node.admin.Status;
import io.havenfs.node.clients.DeskRoutes;
import io.havenfs.node.config.HostPort;
import io.havenfs.node.config.NodeSettings;
import io.havenfs.node.exporting.FileWatch;
import io.havenfs.node.front.FrontSettings;
import io.havenfs.node.front.ServiceFront;
import io.havenfs.node.metrics.NodeMetrics;
import io.havenfs.node.quota.QuotaKeeper;
import io.havenfs.node.serving.Transports;
import io.havenfs.node.store.Replica;
import io.havenfs.rpc.rpcbind.SystemRegistrations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running HavenFS node: the composition root. {@link #start} returns when clients are served;
 * {@link #close} drains and leaves a clean store. Thread-safe.
 */
public final class HavenServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HavenServer.class);
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(10);

  private final NodeSettings settings;
  private final Time time = new SystemTime();
  private final long startedAt = time.nanoTime();
  private final CompletableFuture<Throwable> fault = new CompletableFuture<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final NodeMetrics metrics = new NodeMetrics();
  private final Replica replica;
  private final ServiceFront front;
  private final Optional<AdminEndpoint> admin;

  private HavenServer(NodeSettings settings) throws IOException, ExportsException {
    this.settings = settings;
    try (Unwinding opened = new Unwinding()) {
      replica = Replica.open(replicaRequest(), fault::complete);
      opened.add(replica.engine());
      new QuotaKeeper(replica.engine(), replica.files()).apply(settings.quota());
      front = openFront();
      opened.add(front);
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
    return new Replica.Request(
        settings.store(),
        settings.engine().engineLimits(),
        settings.engine().storeLimits(),
        settings.fileLimits(),
        time);
  }

  private ServiceFront openFront() throws IOException, ExportsException {
    ServiceFront opened =
        ServiceFront.open(
            new ServiceFront.State(replica.engine(), replica.files(), replica.limits(), time),
            new FrontSettings(
                settings.exports()::load,
                settings.nfs(),
                settings.limits(),
                settings.listen(),
                Transports.Residence.FIXED,
                new Transports.Rpcbind(settings.rpcbind(), new SystemRegistrations()),
                UnaryOperator.identity()));
    var _ =
        metrics
            .served()
            .calls(opened.programs().overTcp(), "tcp")
            .calls(opened.programs().overUdp(), "udp")
            .transport(opened.transports()::statistics)
            .engine(replica.engine());
    return opened;
  }

  private Optional<AdminEndpoint> openAdmin() throws IOException {
    Optional<HostPort> address = settings.admin();
    if (address.isEmpty()) {
      return Optional.empty();
    }
    List<Route> routes =
        new ArrayList<>(ServerRoutes.of(this::status, metrics::scrape, front.exports()::reload));
    routes.addAll(DeskRoutes.ofOneService(front.clients()));
    return Optional.of(AdminEndpoint.open(Transports.resolve(address.get()), routes));
  }

  private void watchExports() {
    settings
        .exports()
        .file()
        .map(FileWatch::new)
        .ifPresent(
            watch ->
                front.everyTick(
                    () -> {
                      if (watch.hasChanged()) {
                        front.exports().reloadOrLog();
                      }
                    }));
  }

  /** Reads the exports again; a failure is logged. */
  public void reloadExports() {
    front.exports().reloadOrLog();
  }

  /** Where clients are served. */
  public List<InetSocketAddress> addresses() {
    return front.transports().addresses();
  }

  /** Where the admin endpoint is, if there is one. */
  public Optional<InetSocketAddress> adminAddress() {
    return admin.map(AdminEndpoint::address);
  }

  /** The exported paths. */
  public List<String> exportedPaths() {
    return front.exports().paths();
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
        front.transports().rpcbindState(),
        replica.engine().capacity(),
        front.transports().statistics());
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
    front.drain(DRAIN_PATIENCE);
    replica.engine().close();
    admin.ifPresent(AdminEndpoint::close);
    front.close();
    metrics.close();
    LOG.info("stopped");
  }
}
