package io.havenfs.node.cluster;

import io.havenfs.cluster.agent.ServiceAgent;
import io.havenfs.node.clients.ClientDesk;
import io.havenfs.node.control.ServicePort;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.ReplicaStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What operators can ask of this node's own services. */
public final class LocalServices implements ServicePort {
  private final Optional<HostedServices> hosted;
  private final Runnable stop;

  /**
   * @param hosted none on a node that holds no data
   * @param stop begins to stop the daemon
   */
  public LocalServices(Optional<HostedServices> hosted, Runnable stop) {
    this.hosted = hosted;
    this.stop = stop;
  }

  private Optional<ServiceAgent> agent(ServiceId service) {
    return hosted.flatMap(services -> services.agent(service));
  }

  @Override
  public Optional<ReplicaStatus> status(ServiceId service) {
    return agent(service).map(agent -> agent.copy().status());
  }

  @Override
  public CompletionStage<Comparison> compare(ServiceId service) {
    return agent(service)
        .map(agent -> agent.copy().compare())
        .orElseGet(
            () ->
                CompletableFuture.failedStage(
                    new IOException("this node holds no copy of service " + service)));
  }

  @Override
  public void synchronise(ServiceId service, NodeId peer) {
    agent(service).ifPresent(agent -> agent.copy().synchronise(peer.name()));
  }

  @Override
  public CompletionStage<Optional<String>> acceptLoss(ServiceId service) {
    return agent(service)
        .map(agent -> agent.copy().acceptLoss())
        .orElseGet(() -> CompletableFuture.completedStage(Optional.of("it is not open yet")));
  }

  @Override
  public Optional<ClientDesk> clients(ServiceId service) {
    return hosted.flatMap(services -> services.clients(service));
  }

  @Override
  public void stopNode() {
    stop.run();
  }
}
