package io.havenfs.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.host.address.FreePort;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.cluster.NodeMaker;
import io.havenfs.node.control.AdminClient;
import io.havenfs.node.control.ClusterReport;
import io.havenfs.node.control.ClusterReport.ServiceReport;
import io.havenfs.node.control.ServiceDescription;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Three nodes on loopback, two of which hold data, in processes of their own, and a service on
 * them. Used by one thread.
 */
final class DemoCluster implements AutoCloseable {
  static final String SERVICE = "files";
  static final List<String> DATA = List.of("anna", "bert");
  private static final String WITNESS = "cara";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final AdminClient client =
      new AdminClient(Duration.ofMillis(500), Duration.ofSeconds(20));
  private final Map<String, NodeInfo> nodes = new LinkedHashMap<>();
  private final Map<String, NodeProcess> processes = new LinkedHashMap<>();
  private final InetSocketAddress address;

  private DemoCluster(Path directory, InetSocketAddress address) {
    this.directory = directory;
    this.address = address;
  }

  /** Makes the cluster and its service; returns when the service is served from two copies. */
  static DemoCluster start(Path directory, DeadAfter deadAfter) throws IOException {
    InetAddress ip = InetAddress.ofLiteral("127.0.0." + (2 + ProcessHandle.current().pid() % 250));
    DemoCluster cluster =
        new DemoCluster(directory, new InetSocketAddress(ip, freePorts(ip, 1).getFirst()));
    try {
      cluster.begin(deadAfter);
      cluster.createService();
      cluster.await("two copies", report -> service(report).inSync().size() == DATA.size());
      cluster.awaitServed();
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void begin(DeadAfter deadAfter) throws IOException {
    NodeInfo first = node(DATA.getFirst(), Set.of(Role.VOTER, Role.DATA));
    var _ = NodeMaker.found(folder(first), first, LOOPBACK, deadAfter, true);
    add(first);
    join(node(DATA.getLast(), Set.of(Role.VOTER, Role.DATA)));
    join(node(WITNESS, Set.of(Role.VOTER)));
  }

  private static NodeInfo node(String name, Set<Role> roles) throws IOException {
    List<Integer> ports = freePorts(InetAddress.ofLiteral(LOOPBACK), PORTS);
    return new NodeInfo(
        new NodeId(name),
        LOOPBACK,
        ports.get(0),
        ports.get(1),
        ports.get(2),
        roles,
        NodeInfo.NEVER_RAN);
  }

  private static List<Integer> freePorts(InetAddress ip, int count) throws IOException {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      ports.add(FreePort.of(ip));
    }
    return List.copyOf(ports);
  }

  private Path folder(NodeInfo node) {
    return directory.resolve(node.id().name());
  }

  private void add(NodeInfo node) throws IOException {
    nodes.put(node.id().name(), node);
    start(node.id().name());
  }

  private void join(NodeInfo node) throws IOException {
    Answer answer = client.ask(admin(DATA.getFirst()), "POST", "/v1/tokens", "");
    if (answer.code() != Answer.OK) {
      throw new IOException(answer.body().strip());
    }
    String token = JSON.readTree(answer.body()).path("token").asText();
    var _ = NodeMaker.join(folder(node), token, node, LOOPBACK);
    add(node);
  }

  /** Starts a node's process; returns when the cluster knows it. */
  void start(String name) throws IOException {
    processes.put(name, NodeProcess.start(directory.resolve(name), log(name)));
  }

  Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private void createService() throws IOException {
    String ip = address.getAddress().getHostAddress();
    ServiceDescription service =
        ServiceDescription.usual(
            SERVICE,
            List.of(ip + ":" + address.getPort()),
            List.of("/ *(rw,no_root_squash,insecure)"),
            DATA,
            DATA.size(),
            true,
            false);
    order("/v1/services/" + SERVICE + "/create", JSON.writeValueAsString(service));
  }

  /** Orders something of the witness, as the commands do. */
  void order(String path, String body) throws IOException {
    Answer answer = client.ask(admin(WITNESS), "POST", path, body);
    if (answer.code() != Answer.OK) {
      throw new IOException(answer.body().strip());
    }
  }

  /** Asks for a planned move. */
  void move(String to) throws IOException {
    order("/v1/services/" + SERVICE + "/move", to);
  }

  /** Where clients find the service. */
  InetSocketAddress address() {
    return address;
  }

  /** A node's admin endpoint. */
  String admin(String name) {
    NodeInfo node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException(name);
    }
    return LOOPBACK + ":" + node.adminPort();
  }

  /** A node's process. */
  NodeProcess process(String name) {
    NodeProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException(name);
    }
    return process;
  }

  /** What the witness, which is never disturbed, knows. */
  ClusterReport report() throws IOException {
    Answer answer = client.ask(admin(WITNESS), "GET", "/v1/local/cluster", "");
    return JSON.readValue(answer.body(), ClusterReport.class);
  }

  static ServiceReport service(ClusterReport report) {
    return report.services().getFirst();
  }

  /** Waits until the report is as wanted; returns it. */
  ClusterReport await(String what, Predicate<ClusterReport> wanted) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      ClusterReport report = report();
      if (!report.services().isEmpty() && wanted.test(report)) {
        return report;
      }
      Pause.of(POLL);
    }
    throw new IOException(
        what + ": not within " + PATIENCE.toSeconds() + " s; logs in " + directory);
  }

  /** Waits until clients can connect: copies may be in sync before. */
  void awaitServed() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isServed()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "nobody listens at " + address() + " after " + PATIENCE.toSeconds() + " s");
      }
      Pause.of(POLL);
    }
  }

  private boolean isServed() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address());
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  /** Stops all nodes. */
  @Override
  public void close() throws IOException {
    for (NodeProcess process : processes.values()) {
      process.thaw();
      process.kill();
    }
  }
}
