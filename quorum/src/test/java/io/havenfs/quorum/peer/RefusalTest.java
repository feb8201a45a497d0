package io.havenfs.quorum.peer;

import static io.havenfs.quorum.peer.TwoNodes.CLUSTER;
import static io.havenfs.quorum.peer.TwoNodes.HERE;
import static io.havenfs.quorum.peer.TwoNodes.PATIENCE_SECONDS;
import static io.havenfs.quorum.peer.TwoNodes.THERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.identity.NodeTls;
import io.havenfs.quorum.model.NodeId;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who does not belong is refused, and both sides say why. */
final class RefusalTest {
  private final TwoNodes nodes;
  private final Logger log = (Logger) LoggerFactory.getLogger(PeerAcceptor.class);
  private final Said said = new Said();

  RefusalTest() throws Exception {
    nodes = new TwoNodes();
  }

  /** What the node that is dialed says. */
  private static final class Said extends AppenderBase<ILoggingEvent> {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage());
    }
  }

  @BeforeEach
  void listenToTheLog() {
    said.setContext(log.getLoggerContext());
    said.start();
    log.addAppender(said);
  }

  @AfterEach
  void stop() {
    log.detachAppender(said);
    nodes.close();
  }

  private static PeerHello hello(NodeId node, UUID cluster) {
    return new PeerHello(cluster, PeerPurpose.LIFELINE, node, 1, "");
  }

  private void assertRefused(PeerDialer dialer, Channel server, PeerHello hello, String here)
      throws Exception {
    var dialed = dialer.dial("127.0.0.1", TwoNodes.port(server), hello).toCompletableFuture();
    assertThatThrownBy(() -> dialed.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .rootCause()
        .satisfies(
            cause ->
                assertThat(PeerException.in(cause).map(PeerException::isUnreachable))
                    .isNotEqualTo(Optional.of(true)));
    assertThatThrownBy(dialed::get).cause().hasMessageContaining(here);
  }

  private void assertSaid(String there) throws Exception {
    String line = said.lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(line).contains("127.0.0.1").contains("is refused").contains(there);
  }

  @Test
  void anotherCluster() throws Exception {
    UUID other = UUID.randomUUID();
    Channel server = nodes.listen(true, 7, Map.of());
    String why = "node here is of cluster " + other + "; this node is of cluster " + CLUSTER;
    assertRefused(nodes.dialer(true), server, hello(HERE, other), why);
    assertSaid(why);
  }

  @Test
  void anotherVersion() throws Exception {
    Channel server = nodes.listen(true, 7, Map.of());
    PeerHello hello = new PeerHello(99, CLUSTER, PeerPurpose.LIFELINE, HERE, 1, "");
    String why = "protocol version 99 is not spoken here, but " + PeerHello.PROTOCOL;
    assertRefused(nodes.dialer(true), server, hello, why);
    assertSaid(why);
  }

  @Test
  void anotherNodesCertificate() throws Exception {
    Channel server = nodes.listen(true, 7, Map.of());
    String why = "the certificate is node here's, not node mallory's";
    assertRefused(nodes.dialer(true), server, hello(new NodeId("mallory"), CLUSTER), why);
    assertSaid(why);
  }

  @Test
  void aCertificateOfAnotherAuthority() throws Exception {
    Channel server = nodes.listen(true, 7, Map.of());
    Optional<NodeCredentials> others = Optional.of(NodeCredentials.ofNewCluster(CLUSTER, HERE));
    assertRefused(nodes.dialer(others), server, hello(HERE, CLUSTER), "is not one of this cluster");
    assertSaid("does not accept this node's certificate");
  }

  @Test
  void noCertificate() throws Exception {
    Channel server = nodes.listen(true, 7, Map.of());
    PeerDialer newcomer =
        new PeerDialer(
            nodes.loops(),
            io.netty.channel.epoll.EpollSocketChannel.class,
            Optional.of(NodeTls.newcomer(nodes.credentials(HERE).authority().fingerprint())));
    String why = "node here shows no certificate of this cluster";
    assertRefused(newcomer, server, hello(HERE, CLUSTER), why);
    assertSaid(why);
  }

  @Test
  void whoDoesWithoutTls() throws Exception {
    Channel server = nodes.listen(true, 7, Map.of());
    assertRefused(nodes.dialer(false), server, hello(HERE, CLUSTER), "it may want TLS");
    assertSaid("it does not speak TLS, which this cluster does");
  }

  @Test
  void whoSpeaksTlsWhereThereIsNone() throws Exception {
    Channel server = nodes.listen(false, 7, Map.of());
    assertRefused(nodes.dialer(true), server, hello(HERE, CLUSTER), "it does not speak TLS");
    assertSaid("this cluster does without TLS");
  }

  @Test
  void aNodeThatIsNotWhoItSays() throws Exception {
    Channel server =
        nodes.listen(
            Optional.of(NodeTls.server(nodes.credentials(new NodeId("mallory")))),
            THERE,
            7,
            Map.of());
    assertRefused(
        nodes.dialer(true), server, hello(HERE, CLUSTER), "its certificate is not node there's");
  }

  @Test
  void aPurposeThatItsServiceObjectsTo() throws Exception {
    PeerService never =
        new PeerService() {
          @Override
          public Optional<String> objection(PeerHello hello) {
            return Optional.of("no copy of " + hello.subject() + " is here");
          }

          @Override
          public void connected(PeerHello hello, Channel channel) {
            throw new AssertionError();
          }
        };
    Channel server = nodes.listen(true, 7, Map.of(PeerPurpose.REPLICATION, never));
    PeerHello hello = new PeerHello(CLUSTER, PeerPurpose.REPLICATION, HERE, 1, "files");
    assertRefused(nodes.dialer(true), server, hello, "no copy of files is here");
    assertSaid("no copy of files is here");
  }
}
