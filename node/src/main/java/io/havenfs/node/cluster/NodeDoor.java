package io.havenfs.node.cluster;

import io.havenfs.cluster.agent.ClientConnection;
import io.havenfs.cluster.agent.ServiceDoor;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.exports.ExportsParser;
import io.havenfs.node.clients.ClientDesk;
import io.havenfs.node.config.HostPort;
import io.havenfs.node.config.LimitSettings;
import io.havenfs.node.config.ListenSettings;
import io.havenfs.node.config.NfsSettings;
import io.havenfs.node.config.NfsVersion;
import io.havenfs.node.config.RpcbindMode;
import io.havenfs.node.front.FrontSettings;
import io.havenfs.node.front.ServiceFront;
import io.havenfs.node.lease.LeasedProgram;
import io.havenfs.node.lease.RememberedConnections;
import io.havenfs.node.metrics.NodeMetrics;
import io.havenfs.node.metrics.ServedMetrics;
import io.havenfs.node.serving.Transports;
import io.havenfs.quorum.model.NfsOptions;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.rpc.rpcbind.SystemRegistrations;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The door of a service on this node: its front, behind a guard that knows the lease. */
final class NodeDoor implements ServiceDoor {
  private final CopyOpener.Copy copy;
  private final Supplier<Optional<ServiceState>> current;
  private final Time time;
  private final NodeMetrics metrics;
  private final SystemRegistrations registrations;
  private Optional<ServedMetrics> served = Optional.empty();

  /** Written by the agent's thread, read by those of operators. */
  private volatile Optional<ServiceFront> front = Optional.empty();

  private List<ClientConnection> inherited = List.of();

  /**
   * On {@code copy}; {@code current} is the service as it is configured now. The node's services
   * share {@code registrations}.
   */
  NodeDoor(
      CopyOpener.Copy copy,
      Supplier<Optional<ServiceState>> current,
      Time time,
      NodeMetrics metrics,
      SystemRegistrations registrations) {
    this.copy = copy;
    this.current = current;
    this.time = time;
    this.metrics = metrics;
    this.registrations = registrations;
  }

  @Override
  public void open(ServiceState service, BooleanSupplier mayServe, Traffic traffic)
      throws IOException {
    RememberedConnections connections = new RememberedConnections(copy.control().engine(), time);
    inherited =
        connections.inherited().stream()
            .map(each -> new ClientConnection(each.serviceEnd(), each.clientEnd()))
            .toList();
    DoorGuard guard = new DoorGuard(mayServe, traffic, connections);
    ServiceSpec spec = service.spec();
    FrontSettings settings =
        new FrontSettings(
            () -> exports(current.get().map(ServiceState::spec).orElse(spec)),
            nfs(spec.nfs()),
            LimitSettings.DEFAULT,
            listen(spec),
            Transports.Residence.FLOATING,
            new Transports.Rpcbind(rpcbind(spec), registrations),
            program -> new LeasedProgram(program, guard));
    CopyOpener.Contents contents = copy.contents().get();
    try {
      ServiceFront opened =
          ServiceFront.open(
              new ServiceFront.State(
                  copy.control().engine(), contents.files(), contents.limits(), time),
              settings);
      front = Optional.of(opened);
      served =
          Optional.of(
              metrics
                  .served(spec.id().name())
                  .calls(opened.programs().overTcp(), "tcp")
                  .calls(opened.programs().overUdp(), "udp")
                  .transport(opened.transports()::statistics)
                  .engine(copy.control().engine()));
      opened.everyTick(connections::tick);
      opened.everyTick(new ExportsWatch(spec.exports(), current, opened.exports()));
    } catch (ExportsException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ExportTable exports(ServiceSpec spec) throws ExportsException {
    return ExportsParser.parse(
        spec.exports().stream()
            .map(line -> new ExportsParser.Source("service " + spec.id(), line))
            .toList());
  }

  private static NfsSettings nfs(NfsOptions options) throws IOException {
    Set<NfsVersion> versions = EnumSet.noneOf(NfsVersion.class);
    for (String text : options.versions()) {
      versions.add(
          NfsVersion.named(text)
              .orElseThrow(() -> new IOException("'" + text + "' is not a version of NFS")));
    }
    return new NfsSettings(
        versions.isEmpty() ? NfsSettings.DEFAULT.versions() : versions,
        options.leaseSeconds(),
        options.graceSeconds());
  }

  private static ListenSettings listen(ServiceSpec spec) {
    List<HostPort> places =
        spec.addresses().stream().map(each -> new HostPort(each.ip(), each.port())).toList();
    return new ListenSettings(places, true, !isLoopback(spec));
  }

  private static RpcbindMode rpcbind(ServiceSpec spec) {
    boolean usual =
        spec.addresses().stream().allMatch(each -> each.port() == ServiceAddress.DEFAULT_PORT);
    return usual && !isLoopback(spec) ? RpcbindMode.AUTO : RpcbindMode.OFF;
  }

  private static boolean isLoopback(ServiceSpec spec) {
    return spec.addresses().stream()
        .allMatch(each -> InetAddress.ofLiteral(each.ip()).isLoopbackAddress());
  }

  /** The clients served here; none while the door is closed. Any thread. */
  Optional<ClientDesk> clients() {
    return front.map(ServiceFront::clients);
  }

  @Override
  public Collection<ClientConnection> inherited() {
    return inherited;
  }

  @Override
  public void close() {
    served.ifPresent(ServedMetrics::close);
    served = Optional.empty();
    front.ifPresent(ServiceFront::close);
    front = Optional.empty();
  }
}
