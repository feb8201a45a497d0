package io.havenfs.node.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.control.OtherNodes;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.peer.PeerDialer;
import io.havenfs.quorum.peer.PeerDialer.Greeted;
import io.havenfs.quorum.peer.PeerFrames;
import io.havenfs.quorum.peer.PeerHello;
import io.havenfs.quorum.peer.PeerPurpose;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks other nodes through their peer ports; the other side is {@link RequestDesk}. */
final class PeerRequests implements OtherNodes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PeerDialer dialer;
  private final UUID cluster;
  private final NodeId self;
  private final long incarnation;

  PeerRequests(PeerDialer dialer, UUID cluster, NodeId self, long incarnation) {
    this.dialer = dialer;
    this.cluster = cluster;
    this.self = self;
    this.incarnation = incarnation;
  }

  @Override
  public Answer ask(NodeInfo node, String method, String path, String body, Duration patience)
      throws IOException {
    String request = JSON.writeValueAsString(new RequestDesk.Request(method, path, body));
    PeerHello hello = new PeerHello(cluster, PeerPurpose.CONTROL, self, incarnation, request);
    CompletableFuture<Answer> answer =
        dialer
            .dial(node.address(), node.peerPort(), hello)
            .thenCompose(greeted -> read(node, greeted))
            .toCompletableFuture();
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "node " + node.id() + " does not answer within " + patience.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static CompletableFuture<Answer> read(NodeInfo node, Greeted greeted) {
    CompletableFuture<Answer> result = new CompletableFuture<>();
    if (greeted.welcome().node().equals(node.id())) {
      greeted
          .channel()
          .pipeline()
          .addLast(PeerFrames.decoder(RequestDesk.MAX_ANSWER), new Reader(node.id(), result));
      greeted.channel().config().setAutoRead(true);
    } else {
      result.completeExceptionally(
          new IOException(
              "node " + greeted.welcome().node() + " is at the address of node " + node.id()));
      var _ = greeted.channel().close();
    }
    return result;
  }

  private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
    private final NodeId node;
    private final CompletableFuture<Answer> result;

    Reader(NodeId node, CompletableFuture<Answer> result) {
      this.node = node;
      this.result = result;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) throws IOException {
      result.complete(JSON.readValue(ByteBufUtil.getBytes(frame), Answer.class));
      var _ = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      result.completeExceptionally(
          new IOException("node " + node + " ended the connection before it answered"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      result.completeExceptionally(cause);
      var _ = context.close();
    }
  }
}
