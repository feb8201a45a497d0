package io.havenfs.node.cluster;

import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.JoinToken;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.join.Joined;
import io.havenfs.quorum.join.Joining;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.peer.PeerHello;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes nodes' directories. Blocks; thread-safe. */
public final class NodeMaker {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private NodeMaker() {}

  /**
   * Makes the first node of a new cluster.
   *
   * @param tls whether nodes talk TLS, for as long as the cluster lives
   */
  public static ClusterIdentity found(
      Path directory, NodeInfo self, String adminAddress, DeadAfter deadAfter, boolean tls)
      throws IOException {
    ClusterIdentity identity =
        new ClusterIdentity(UUID.randomUUID(), self.id(), PeerHello.PROTOCOL, tls);
    NodeDirectory.create(
        directory,
        identity,
        NodeCredentials.ofNewCluster(identity.cluster(), self.id()),
        new NodePlan(self, adminAddress, Optional.of(deadAfter), List.of()));
    return identity;
  }

  /**
   * Makes a node of the cluster that has issued {@code token}, which is asked.
   *
   * @throws IOException with the cluster's words when it refuses
   */
  public static ClusterIdentity join(
      Path directory, String token, NodeInfo self, String adminAddress) throws IOException {
    NodeDirectory.checkFree(directory);
    Joined joined = ask(JoinToken.parse(token), self);
    NodeDirectory.create(
        directory,
        joined.identity(),
        joined.credentials(),
        new NodePlan(self, adminAddress, Optional.empty(), joined.others()));
    return joined.identity();
  }

  private static Joined ask(JoinToken token, NodeInfo self) throws IOException {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      return new Joining(loops, NioSocketChannel.class, token, self)
          .join()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
