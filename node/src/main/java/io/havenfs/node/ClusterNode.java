package io.havenfs.node;

import io.havenfs.cluster.leader.FailoverLeader;
import io.havenfs.host.time.SystemTime;
import io.havenfs.host.time.Time;
import io.havenfs.node.admin.AdminEndpoint;
import io.havenfs.node.admin.Route;
import io.havenfs.node.admin.ServerRoutes;
import io.havenfs.node.cluster.HostedServices;
import io.havenfs.node.cluster.JoinApi;
import io.havenfs.node.cluster.LocalServices;
import io.havenfs.node.cluster.NodeDirectory;
import io.havenfs.node.cluster.NodeIdentity;
import io.havenfs.node.control.ControlApi;
import io.havenfs.node.metrics.NodeMetrics;
import io.havenfs.node.peer.PeerPort;
import io.havenfs.node.store.ReplicatedCopies;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.raft.RaftQuorum;
import io.havenfs.quorum.raft.RaftQuorumSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final NodeMetrics metrics = new NodeMetrics();
  private final NodeDirectory directory;
  private final RaftQuorum quorum;
  private final FailoverLeader leader;
  private final PeerPort peers;
  private final Optional<HostedServices> services;
  private final AdminEndpoint admin;

  private ClusterNode(Path path) throws IOException {
    try (Unwinding opened = new Unwinding()) {
      directory = NodeDirectory.open(path);
      opened.add(directory);
      NodeIdentity identity = directory.identity();
      quorum = RaftQuorum.start(quorumSettings(), time);
      opened.add(quorum);
      leader = FailoverLeader.start(quorum, time);
      opened.add(leader);
      peers =
          PeerPort.open(
              identity.cluster(),
              quorum,
              new InetSocketAddress(identity.self().address(), identity.self().peerPort()),
              this::processEnded);
      opened.add(peers);
      services = identity.self().holdsData() ? Optional.of(host()) : Optional.empty();
      services.ifPresent(opened::add);
      admin =
          AdminEndpoint.open(
              new InetSocketAddress(identity.adminAddress(), identity.self().adminPort()),
              routes());
      opened.add(admin);
      found(identity);
      opened.keep();
    }
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
    NodeIdentity identity = directory.identity();
    NodeInfo self = identity.self();
    return new RaftQuorumSettings(
        self.id(),
        directory.incarnation(),
        ReplicatedCopies.found(directory.services()),
        directory.raft(),
        identity.cluster(),
        self.address(),
        self.raftPort(),
        identity.founder() ? List.of(self) : identity.known(),
        Optional.empty());
  }

  private HostedServices host() {
    return HostedServices.start(
        quorum,
        new ReplicatedCopies(directory.services(), quorum, peers, time, fault::complete),
        time);
  }

  private void processEnded(NodeId node, long incarnation) {
    quorum.processEnded(node, incarnation);
    leader.processEnded(node, incarnation);
  }

  private List<Route> routes() {
    LocalServices local = new LocalServices(services, () -> stopAsked.complete(null));
    List<Route> routes = new ArrayList<>(new ControlApi(quorum, local).routes());
    routes.addAll(new JoinApi(quorum, directory.identity()).routes());
    routes.add(ServerRoutes.health(() -> stopping.get() ? "stopping" : "serving"));
    routes.add(ServerRoutes.metrics(metrics::scrape));
    return routes;
  }

  /** A cluster begins with its first node. */
  private void found(NodeIdentity identity) {
    if (identity.founder() && !quorum.state().initialised()) {
      Settings settings = new Settings(identity.deadAfter(), Settings.DEFAULT.lagLimit());
      Command command =
          new Command.Initialise(identity.cluster().toString(), settings, List.of(identity.self()));
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
  public NodeIdentity identity() {
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
    admin.close();
    metrics.close();
    directory.close();
    LOG.info("stopped");
  }
}
