package io.havenfs.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.host.address.FreePort;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.admin.Route;
import io.havenfs.node.admin.Router;
import io.havenfs.quorum.identity.CertificateAuthority;
import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.memory.QuorumInMemory;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.peer.PeerHello;
import io.havenfs.quorum.peer.PeerPurpose;
import io.havenfs.quorum.peer.PeerService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes' peer ports, with TLS, on real sockets. */
@Timeout(60)
final class PeerPortTest {
  private static final UUID CLUSTER = UUID.randomUUID();
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RequestDesk desk = new RequestDesk();
  private final CertificateAuthority authority;
  private final List<NodeInfo> nodes;
  private final PeerPort first;
  private final PeerPort second;

  PeerPortTest() throws Exception {
    authority = CertificateAuthority.create(CLUSTER);
    nodes = List.of(node(N1), node(N2));
    first = open(N1, Map.of());
    second = open(N2, Map.of(PeerPurpose.CONTROL, desk));
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    desk.close();
  }

  private static NodeInfo node(NodeId id) throws IOException {
    Set<Role> roles = Set.of(Role.VOTER, Role.DATA);
    return new NodeInfo(id, "127.0.0.1", freePort(), freePort(), freePort(), roles, 0);
  }

  private static int freePort() throws IOException {
    return FreePort.of(InetAddress.getLoopbackAddress());
  }

  private PeerPort open(NodeId self, Map<PeerPurpose, PeerService> services) throws Exception {
    QuorumInMemory quorum = new QuorumInMemory(self, 5);
    var _ = quorum.decide(new Command.Initialise("c-1", Settings.DEFAULT, nodes));
    KeyPair keys = CertificateAuthority.newKeys();
    return PeerPort.open(
        new ClusterIdentity(CLUSTER, self, PeerHello.PROTOCOL, true),
        new NodeCredentials(
            authority, authority.issue(CLUSTER, self, keys.getPublic()), keys.getPrivate()),
        quorum,
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), nodes.get(self.equals(N1) ? 0 : 1).peerPort()),
        services,
        (node, incarnation) -> {});
  }

  @Test
  void aNodeAnswersAnother() throws Exception {
    desk.open(
        new Router(
            List.of(
                new Route("POST", "/echo", request -> Answer.text(200, request.body())),
                new Route(
                    "POST",
                    "/never",
                    request -> {
                      throw new IOException("it cannot be done");
                    }))));
    NodeInfo there = nodes.get(1);
    String text = "x".repeat(20_000);
    assertThat(first.others().ask(there, "POST", "/echo/it", text, PATIENCE).body())
        .isEqualTo(text + "\n");
    assertThat(first.others().ask(there, "POST", "/never", "", PATIENCE))
        .isEqualTo(Answer.text(Answer.CONFLICT, "it cannot be done"));
    assertThat(first.others().ask(there, "GET", "/nowhere", "", PATIENCE).code())
        .isEqualTo(Answer.NOT_FOUND);
  }

  @Test
  void aNodeThatIsStartingOrDoesNotAnswerRequestsSaysSo() {
    assertThatThrownBy(() -> first.others().ask(nodes.get(1), "GET", "/x", "", PATIENCE))
        .hasMessageContaining("the node is just starting");
    assertThatThrownBy(() -> second.others().ask(nodes.get(0), "GET", "/x", "", PATIENCE))
        .hasMessageContaining("takes no connections for CONTROL");
  }
}
