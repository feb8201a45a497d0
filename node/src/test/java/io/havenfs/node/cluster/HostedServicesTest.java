package io.havenfs.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.cluster.agent.ProcessEndings;
import io.havenfs.host.time.SystemTime;
import io.havenfs.node.control.ServiceDescription;
import io.havenfs.node.metrics.NodeMetrics;
import io.havenfs.quorum.memory.QuorumInMemory;
import io.havenfs.quorum.model.Command.CreateService;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.Command.NodeStarted;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Settings;
import io.havenfs.replication.ViewProposals;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HostedServicesTest {
  private static final NodeId SELF = new NodeId("n1");

  /** A restarted process, the third, whose state is still that of the second. */
  private static final long EARLIER = 2;

  private static final long THIS = 3;

  /** Notes when it has been looked at twice, so that what follows the first look has been done. */
  private static final class LookedAt extends QuorumInMemory {
    private final CountDownLatch looks = new CountDownLatch(2);

    LookedAt() {
      super(SELF, THIS);
    }

    @Override
    public ControlState state() {
      if (Thread.currentThread().getName().equals("havenfs-services")) {
        looks.countDown();
      }
      return super.state();
    }
  }

  /** Opens nothing, and notes which process the cluster knows when it is asked to. */
  private static final class Opener implements CopyOpener {
    private final QuorumInMemory quorum;
    private final BlockingQueue<Long> known = new LinkedBlockingQueue<>();

    Opener(QuorumInMemory quorum) {
      this.quorum = quorum;
    }

    @Override
    public Copy open(ServiceState service, ViewProposals proposals) throws IOException {
      known.add(quorum.state().node(SELF).map(NodeInfo::incarnation).orElse(0L));
      throw new IOException("nothing is opened here");
    }

    @Override
    public void configure(Copy copy, ServiceState service) {}

    @Override
    public void close(Copy copy, ServiceState service) {
      throw new AssertionError("nothing was opened");
    }

    @Override
    public void setAside(ServiceState service) {
      throw new AssertionError("nothing was opened");
    }

    @Override
    public void discard(ServiceState service) {
      throw new AssertionError("nothing was opened");
    }
  }

  @Test
  void copiesAreOpenedOnceTheClusterKnowsThisProcess() throws Exception {
    LookedAt quorum = new LookedAt();
    NodeInfo node = new NodeInfo(SELF, "127.0.0.1", 1, 2, 3, Set.of(Role.VOTER, Role.DATA), 0);
    var _ = quorum.decide(new Initialise("c-1", Settings.DEFAULT, List.of(node)));
    var _ = quorum.decide(new NodeStarted(SELF, EARLIER, Set.of()));
    ServiceDescription service =
        ServiceDescription.usual(
            "home", List.of("127.0.0.9"), List.of("/ *(rw)"), List.of("n1"), 1, true, false);
    assertThat(quorum.decide(new CreateService(service.spec())).accepted()).isTrue();
    Opener opener = new Opener(quorum);

    try (NodeMetrics metrics = new NodeMetrics();
        HostedServices _ =
            HostedServices.start(quorum, opener, new ProcessEndings(), new SystemTime(), metrics)) {
      assertThat(quorum.looks.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(opener.known).isEmpty();

      var _ = quorum.decide(new NodeStarted(SELF, THIS, Set.of()));
      assertThat(opener.known.poll(30, TimeUnit.SECONDS)).isEqualTo(THIS);
    }
  }
}
