package io.havenfs.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.node.clients.ClientDesk;
import io.havenfs.node.control.ServiceDescription;
import io.havenfs.node.control.ServicePort;
import io.havenfs.quorum.memory.QuorumInMemory;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Timeline;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicaStatus.Connection;
import io.havenfs.replication.ReplicaStatus.PeerStatus;
import io.havenfs.replication.ReplicaStatus.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class ClusterMetricsTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final ServiceId HOME = new ServiceId("home");

  /** A primary whose peer is behind. */
  private static final class Leading implements ServicePort {
    @Override
    public Optional<ReplicaStatus> status(ServiceId service) {
      Progress progress = new Progress(7, 4096, 1024, 512);
      PeerStatus peer =
          new PeerStatus(Connection.SYNCHRONISING, 90, 65536, 0, Optional.of(progress));
      return Optional.of(
          new ReplicaStatus(
              ReplicaStatus.Role.LEADING,
              1,
              100,
              99,
              false,
              Optional.empty(),
              Map.of(N2.name(), peer)));
    }

    @Override
    public CompletionStage<Comparison> compare(ServiceId service) {
      return CompletableFuture.completedStage(new Comparison(Map.of()));
    }

    @Override
    public CompletionStage<Optional<String>> acceptLoss(ServiceId service) {
      return CompletableFuture.completedStage(Optional.of("it is only a test"));
    }

    @Override
    public void synchronise(ServiceId service, NodeId peer) {
      throw new AssertionError();
    }

    @Override
    public Optional<ClientDesk> clients(ServiceId service) {
      return Optional.empty();
    }

    @Override
    public void stopNode() {
      throw new AssertionError();
    }
  }

  private static NodeInfo node(NodeId id, int port) {
    return new NodeInfo(
        id, "127.0.0.1", port, port + 1, port + 2, Set.of(Role.VOTER, Role.DATA), 0);
  }

  private static QuorumInMemory quorum() {
    QuorumInMemory quorum = new QuorumInMemory(N1, 1);
    decide(
        quorum,
        new Command.Initialise("c-1", Settings.DEFAULT, List.of(node(N1, 11), node(N2, 21))));
    decide(
        quorum,
        new Command.CreateService(
            ServiceDescription.usual(
                    "home",
                    List.of("127.0.0.9"),
                    List.of("/ *(rw)"),
                    List.of("n1", "n2"),
                    2,
                    true,
                    false)
                .spec()));
    View fresh = quorum.state().service(HOME).orElseThrow().view();
    decide(quorum, new ChangeView(HOME, fresh.takenOver(N1, List.of(N1)), N1));
    return quorum;
  }

  private static void decide(QuorumInMemory quorum, Command command) {
    assertThat(quorum.decide(command).accepted()).isTrue();
  }

  @Test
  void anOperatorSeesViewsCopiesAndLag() {
    QuorumInMemory quorum = quorum();
    try (NodeMetrics metrics = new NodeMetrics();
        ClusterMetrics cluster = metrics.cluster(quorum, new Leading())) {
      cluster.refresh();
      assertThat(metrics.scrape())
          .contains("havenfs_service_primary{node=\"n1\",service=\"home\"} 1.0")
          .contains("havenfs_service_primary{node=\"n2\",service=\"home\"} 0.0")
          .contains("havenfs_service_epoch{service=\"home\"} 1.0")
          .contains("havenfs_service_copies{service=\"home\"} 2.0")
          .contains("havenfs_service_copies_in_sync{service=\"home\"} 1.0")
          .contains("havenfs_copy_role{role=\"leading\",service=\"home\"} 1.0")
          .contains("havenfs_peer_lag_entries{peer=\"n2\",service=\"home\"} 10.0")
          .contains("havenfs_peer_lag_bytes{peer=\"n2\",service=\"home\"} 65536.0")
          .contains("havenfs_peer_in_sync{peer=\"n2\",service=\"home\"} 0.0")
          .contains("havenfs_peer_sync_bytes_left{peer=\"n2\",service=\"home\"} 4096.0")
          .contains("havenfs_node_health{health=\"alive\",node=\"n2\"} 1.0");
    }
  }

  @Test
  void whatIsGoneIsShownNoMore() {
    QuorumInMemory quorum = quorum();
    try (NodeMetrics metrics = new NodeMetrics();
        ClusterMetrics cluster = metrics.cluster(quorum, new Leading())) {
      cluster.refresh();
      View view = quorum.state().service(HOME).orElseThrow().view();
      decide(quorum, new Command.SetDesired(HOME, Desired.OFFLINE));
      decide(quorum, new ChangeView(HOME, view.released(), N1));
      decide(quorum, new Command.DeleteService(HOME));
      cluster.refresh();
      assertThat(metrics.scrape()).doesNotContain("service=\"home\"");
    }
  }

  @Test
  void failoversAreCountedOnceByCause() {
    QuorumInMemory quorum = quorum();
    try (NodeMetrics metrics = new NodeMetrics();
        ClusterMetrics _ = metrics.cluster(quorum, new Leading())) {
      Timeline timeline =
          new Timeline(
              HOME,
              2,
              Timeline.Cause.SILENCE,
              Optional.of(N1),
              N2,
              Map.of(Timeline.Step.DETECTED, 1L));
      decide(quorum, new Command.RecordTimeline(timeline));
      decide(
          quorum,
          new Command.RecordTimeline(
              new Timeline(
                  HOME,
                  2,
                  Timeline.Cause.START,
                  Optional.empty(),
                  N2,
                  Map.of(Timeline.Step.RECONCILED, 2L))));
      assertThat(metrics.scrape())
          .contains("havenfs_service_failovers_total{cause=\"silence\",service=\"home\"} 1.0")
          .doesNotContain("cause=\"start\"");
    }
  }
}
