package io.havenfs.node;

import io.havenfs.cluster.agent.ProcessEndings;
import io.havenfs.cluster.leader.FailoverLeader;
import io.havenfs.host.time.SystemTime;
import io.havenfs.host.time.Time;
import io.havenfs.node.admin.AdminEndpoint;
import io.havenfs.node.admin.Route;
import io.havenfs.node.admin.Router;
import io.havenfs.node.admin.ServerRoutes;
import io.havenfs.node.cluster.HostedServices;
import io.havenfs.node.cluster.JoinTokens;
import io.havenfs.node.cluster.LocalServices;
import io.havenfs.node.cluster.NodeDirectory;
import io.havenfs.node.cluster.NodePlan;
import io.havenfs.node.cluster.ServiceChecks;
import io.havenfs.node.control.ControlApi;
import io.havenfs.node.metrics.ClusterMetrics;
import io.havenfs.node.metrics.NodeMetrics;
import io.havenfs.node.peer.PeerPort;
import io.havenfs.node.peer.RequestDesk;
import io.havenfs.node.store.ReplicatedCopies;
import io.havenfs.node.store.SharedCopies;
import io.havenfs.node.store.StoredCopies;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.identity.NodeTls;
import io.havenfs.quorum.join.JoinDesk;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.peer.PeerPurpose;
import io.havenfs.quorum.peer.PeerService;
import io.havenfs.quorum.raft.RaftCredentials;
import io.havenfs.quorum.raft.RaftQuorum;
import io.havenfs.quorum.raft.RaftQuorumSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node of a cluster: the composition root. Voter, holder of data, or both, as its
 * directory says. Thread-safe.
 */
public final class ClusterNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
  private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(10);

  private final Time time = new SystemTime();
  private final CompletableFuture<Throwable> fault = new CompletableFuture<>();
  private final CompletableFuture<Void> stopAsked = new CompletableFuture<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final ProcessEndings endings = new ProcessEndings();
  private final NodeMetrics metrics = new NodeMetrics();
  private final ClusterMetrics clusterMetrics;
  private final NodeDirectory directory;
  private final RaftQuorum quorum;
  private final FailoverLeader leader;
  private final PeerPort peers;
  private final RequestDesk requests = new RequestDesk();
  private final Optional<HostedServices> services;
  private final AdminEndpoint admin;

  private ClusterNode(Path path) throws IOException {
    try (Unwinding opened = new Unwinding()) {
      directory = NodeDirectory.open(path);
      opened.add(directory);
      NodePlan plan = directory.plan();
      quorum = RaftQuorum.start(quorumSettings(), time);
      opened.add(quorum);
      leader = FailoverLeader.start(quorum, time);
      opened.add(leader);
      JoinDesk desk = new JoinDesk(directory.identity(), directory.credentials(), quorum);
      peers = openPeerPort(Map.of(PeerPurpose.JOIN, desk, PeerPurpose.CONTROL, requests));
      opened.add(peers);
      services = plan.self().holdsData() ? Optional.of(host()) : Optional.empty();
      services.ifPresent(opened::add);
      LocalServices local = new LocalServices(services, this::askToStop);
      clusterMetrics = metrics.cluster(quorum, local);
      opened.add(clusterMetrics);
      ControlApi control = new ControlApi(quorum, local, peers.others(), ServiceChecks::check);
      requests.open(new Router(control.localRoutes()));
      admin =
          AdminEndpoint.open(
              new InetSocketAddress(plan.adminAddress(), plan.self().adminPort()),
              routes(control, new JoinTokens(desk)));
      opened.add(admin);
      plan.founds().ifPresent(this::found);
      opened.keep();
    }
  }

  private String scrape() {
    clusterMetrics.refresh();
    return metrics.scrape();
  }

  private void askToStop() {
    stopAsked.complete(null);
  }

  private PeerPort openPeerPort(Map<PeerPurpose, PeerService> desks) throws IOException {
    NodeInfo self = directory.plan().self();
    return PeerPort.open(
        directory.identity(),
        directory.credentials(),
        quorum,
        new InetSocketAddress(self.address(), self.peerPort()),
        desks,
        this::processEnded);
  }

  /**
   * Starts the node in {@code directory}.
   *
   * @throws IOException when something cannot be opened; the message says what and why
   */
  public static ClusterNode start(Path directory) throws IOException {
    return new ClusterNode(directory);
  }

  private RaftQuorumSettings quorumSettings() throws IOException {
    ClusterIdentity identity = directory.identity();
    NodePlan plan = directory.plan();
    NodeCredentials credentials = directory.credentials();
    return new RaftQuorumSettings(
        identity.node(),
        directory.incarnation(),
        ReplicatedCopies.found(directory.services()),
        directory.raft(),
        identity.cluster(),
        plan.self().address(),
        plan.self().raftPort(),
        plan.founds().isPresent() ? List.of(plan.self()) : plan.known(),
        identity.tls()
            ? Optional.of(
                new RaftCredentials(
                    NodeTls.keyManager(credentials), NodeTls.trustManager(credentials)))
            : Optional.empty());
  }

  private HostedServices host() {
    return HostedServices.start(
        quorum,
        new StoredCopies(
            new ReplicatedCopies(
                directory.services(), quorum, peers.streams(), time, fault::complete),
            new SharedCopies(directory.commands(), quorum, time)),
        endings,
        time,
        metrics);
  }

  private void processEnded(NodeId node, long incarnation) {
    quorum.processEnded(node, incarnation);
    leader.processEnded(node, incarnation);
    endings.processEnded(node, incarnation);
  }

  private List<Route> routes(ControlApi control, JoinTokens tokens) {
    List<Route> routes = new ArrayList<>(control.routes());
    routes.add(tokens.route());
    routes.add(ServerRoutes.health(() -> stopping.get() ? "stopping" : "serving"));
    routes.add(ServerRoutes.metrics(this::scrape));
    return routes;
  }

  /** A cluster begins with its first node. */
  private void found(DeadAfter deadAfter) {
    if (!quorum.state().initialised()) {
      Settings settings = Settings.DEFAULT.withDeadAfter(deadAfter);
      Command command =
          new Command.Initialise(
              directory.identity().cluster().toString(),
              settings,
              List.of(directory.plan().self()));
      quorum
          .submit(command)
          .whenComplete(
              (result, failure) ->
                  LOG.info(
                      "the cluster begins: {}",
                      String.valueOf(failure == null ? result : failure)));
    }
  }

  /** Completes when the cluster knows this process; the node can do nothing before. */
  public CompletableFuture<Void> registered() {
    return quorum.registered().toCompletableFuture();
  }

  /** Who it is. */
  public ClusterIdentity identity() {
    return directory.identity();
  }

  /** Where its admin endpoint is. */
  public InetSocketAddress adminAddress() {
    return admin.address();
  }

  /** This node's part in the quorum. */
  public Quorum quorum() {
    return quorum;
  }

  /** Completes with the cause when the node had to stop by itself; never otherwise. */
  public CompletableFuture<Throwable> fault() {
    return fault.copy();
  }

  /** Completes when an operator asked for the node to stop. */
  public CompletableFuture<Void> stopAsked() {
    return stopAsked.copy();
  }

  /**
   * Gives what it serves to other nodes, where one is in sync, and stops. Blocks; a second call
   * does nothing.
   */
  @Override
  public void close() throws IOException {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    LOG.info("stopping");
    services.ifPresent(hosted -> hosted.leave(LEAVE_PATIENCE));
    leader.close();
    services.ifPresent(HostedServices::close);
    quorum.close();
    peers.close();
    requests.close();
    admin.close();
    clusterMetrics.close();
    metrics.close();
    directory.close();
    LOG.info("stopped");
  }
}
