package io.havenfs.quorum.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.host.address.FreePort;
import io.havenfs.host.time.SystemTime;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.IdentityException;
import io.havenfs.quorum.identity.IdentityFolder;
import io.havenfs.quorum.identity.JoinToken;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.identity.NodeTls;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.peer.PeerAcceptor;
import io.havenfs.quorum.peer.PeerHello;
import io.havenfs.quorum.peer.PeerPurpose;
import io.havenfs.quorum.raft.RaftCredentials;
import io.havenfs.quorum.raft.RaftQuorum;
import io.havenfs.quorum.raft.RaftQuorumSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of one node lets in a second one, over TLS, with real members of the quorum. */
final class JoiningTest {
  private static final long PATIENCE_SECONDS = 60;
  private static final long NEVER = Long.MAX_VALUE / 2;

  @TempDir Path directory;
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final UUID cluster = UUID.randomUUID();
  private Quorum first;
  private JoinDesk desk;
  private NodeInfo firstInfo;

  @BeforeEach
  void makeTheCluster() throws Exception {
    firstInfo = info("first", EnumSet.allOf(Role.class));
    NodeCredentials credentials = NodeCredentials.ofNewCluster(cluster, firstInfo.id());
    ClusterIdentity identity =
        new ClusterIdentity(cluster, firstInfo.id(), PeerHello.PROTOCOL, true);
    IdentityFolder folder = new IdentityFolder(directory.resolve("first/identity"));
    folder.create(identity, credentials);
    first = start(firstInfo, folder, List.of(firstInfo));
    get(first.submit(new Initialise(cluster.toString(), Settings.DEFAULT, List.of(firstInfo))));
    desk = new JoinDesk(identity, credentials, first);
    PeerAcceptor acceptor =
        new PeerAcceptor(
            cluster,
            firstInfo.id(),
            1,
            Optional.of(NodeTls.server(credentials)),
            Map.of(PeerPurpose.JOIN, desk));
    var _ =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(acceptor)
            .bind("127.0.0.1", firstInfo.peerPort())
            .sync();
  }

  @AfterEach
  void stop() {
    first.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private Quorum start(NodeInfo node, IdentityFolder folder, List<NodeInfo> known)
      throws IOException {
    ClusterIdentity identity = folder.identity().orElseThrow();
    NodeCredentials credentials = folder.credentials();
    Path raft = directory.resolve(node.id().name()).resolve("raft");
    return RaftQuorum.start(
        new RaftQuorumSettings(
            node.id(),
            folder.nextIncarnation(),
            Set.of(),
            raft,
            identity.cluster(),
            "127.0.0.1",
            node.raftPort(),
            known,
            Optional.of(
                new RaftCredentials(
                    NodeTls.keyManager(credentials), NodeTls.trustManager(credentials)))),
        new SystemTime());
  }

  private static NodeInfo info(String name, Set<Role> roles) throws IOException {
    return new NodeInfo(new NodeId(name), "127.0.0.1", port(), port(), port(), roles, 0);
  }

  private static int port() throws IOException {
    return FreePort.of(InetAddress.getLoopbackAddress());
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private CompletableFuture<Joined> join(JoinToken token, NodeInfo node) throws Exception {
    return new Joining(loops, NioSocketChannel.class, JoinToken.parse(token.text()), node)
        .join()
        .toCompletableFuture();
  }

  @Test
  void aNodeThatJoinedIsAMember() throws Exception {
    for (Set<Role> roles : List.<Set<Role>>of(EnumSet.of(Role.DATA), EnumSet.allOf(Role.class))) {
      NodeInfo node = info("second-" + roles.size(), roles);
      Joined joined = get(join(desk.token(NEVER), node));
      assertThat(joined.others()).extracting(NodeInfo::id).contains(firstInfo.id());
      IdentityFolder folder =
          new IdentityFolder(directory.resolve(node.id().name()).resolve("identity"));
      folder.create(joined.identity(), joined.credentials());
      Quorum second = start(node, folder, joined.others());
      try (second) {
        awaitIncarnation(first, node.id());
        awaitIncarnation(second, node.id());
      }
    }
  }

  private static void awaitIncarnation(Quorum quorum, NodeId node) throws Exception {
    CompletableFuture<Void> met = new CompletableFuture<>();
    QuorumListener listener =
        new QuorumListener() {
          @Override
          public void stateChanged(ControlState state) {
            if (state.node(node).map(NodeInfo::incarnation).orElse(0L) == 1) {
              met.complete(null);
            }
          }
        };
    try (Subscription _ = quorum.subscribe(listener)) {
      listener.stateChanged(quorum.state());
      get(met);
    }
  }

  @Test
  void whoHasNoGoodTokenIsRefused() throws Exception {
    NodeInfo node = info("second", EnumSet.of(Role.DATA));
    assertThatThrownBy(() -> get(join(desk.token(1), node)))
        .rootCause()
        .hasMessageContaining("the join token has expired");
    JoinToken good = desk.token(NEVER);
    JoinToken forged =
        new JoinToken(
            cluster,
            NEVER + 1,
            good.nonce(),
            good.fingerprint(),
            good.secret(),
            true,
            good.addresses());
    assertThatThrownBy(() -> get(join(forged, node)))
        .rootCause()
        .hasMessageContaining("was not issued by this cluster");
    JoinToken elsewhere =
        new JoinToken(
            cluster, NEVER, good.nonce(), new byte[32], good.secret(), true, good.addresses());
    assertThatThrownBy(() -> get(join(elsewhere, node)))
        .rootCause()
        .hasMessageContaining("of another cluster");
    assertThat(first.state().nodes()).hasSize(1);
  }

  @Test
  void aNameIsGivenOnce() throws Exception {
    NodeInfo node = info("first", EnumSet.of(Role.DATA));
    assertThatThrownBy(() -> get(join(desk.token(NEVER), node)))
        .rootCause()
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("there is another node of that name");
  }
}
