package io.havenfs.quorum.join;

import io.havenfs.quorum.identity.CertificateAuthority;
import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.IdentityException;
import io.havenfs.quorum.identity.JoinToken;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.identity.NodeTls;
import io.havenfs.quorum.identity.Pem;
import io.havenfs.quorum.join.JoinMessages.Answer;
import io.havenfs.quorum.join.JoinMessages.Request;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.peer.PeerDialer;
import io.havenfs.quorum.peer.PeerFrames;
import io.havenfs.quorum.peer.PeerHello;
import io.havenfs.quorum.peer.PeerPurpose;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslContext;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A newcomer's side. For one use. */
public final class Joining {
  private final EventLoopGroup loops;
  private final Class<? extends Channel> type;
  private final JoinToken token;
  private final NodeInfo node;
  private final KeyPair keys;
  private final Optional<SslContext> tls;

  /**
   * To join as {@code node}.
   *
   * @param type of the group's sockets
   */
  public Joining(
      EventLoopGroup loops, Class<? extends Channel> type, JoinToken token, NodeInfo node)
      throws IdentityException {
    this.loops = loops;
    this.type = type;
    this.token = token;
    this.node = node;
    this.keys = CertificateAuthority.newKeys();
    this.tls = token.tls() ? Optional.of(NodeTls.newcomer(token.fingerprint())) : Optional.empty();
  }

  /**
   * Asks the token's nodes one after the other; completes exceptionally with what the last said.
   */
  public CompletionStage<Joined> join() {
    CompletableFuture<Joined> result =
        CompletableFuture.failedFuture(
            new IdentityException("the join token names no node to ask"));
    for (String address : token.addresses()) {
      result = result.exceptionallyCompose(before -> ask(address));
    }
    return result.minimalCompletionStage();
  }

  private CompletableFuture<Joined> ask(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      return CompletableFuture.failedFuture(
          new IdentityException("the join token names " + address + " which has no port"));
    }
    Request request = new Request(token.bare().text(), node, Pem.of(keys.getPublic()));
    PeerHello hello =
        new PeerHello(
            token.cluster(),
            PeerPurpose.JOIN,
            node.id(),
            NodeInfo.NEVER_RAN,
            JoinMessages.text(request));
    return new PeerDialer(loops, type, tls)
        .dial(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), hello)
        .thenCompose(greeted -> answer(greeted.channel()))
        .thenCompose(this::joined)
        .toCompletableFuture();
  }

  private static CompletionStage<Answer> answer(Channel channel) {
    CompletableFuture<Answer> result = new CompletableFuture<>();
    channel.pipeline().addLast(PeerFrames.decoder(), new Reader(result));
    channel.config().setAutoRead(true);
    return result;
  }

  private CompletionStage<Joined> joined(Answer answer) {
    if (answer.refusal().isPresent()) {
      return CompletableFuture.failedStage(
          new IdentityException("join: " + answer.refusal().get()));
    }
    try {
      CertificateAuthority authority =
          new CertificateAuthority(
              Pem.certificate(answer.authority()), Pem.privateKey(answer.authorityKey()));
      NodeCredentials credentials =
          new NodeCredentials(authority, Pem.certificate(answer.certificate()), keys.getPrivate());
      ClusterIdentity identity =
          new ClusterIdentity(token.cluster(), node.id(), PeerHello.PROTOCOL, answer.tls());
      List<NodeInfo> others =
          answer.nodes().stream().filter(other -> !other.id().equals(node.id())).toList();
      return CompletableFuture.completedStage(new Joined(identity, credentials, others));
    } catch (IdentityException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
    private final CompletableFuture<Answer> result;

    Reader(CompletableFuture<Answer> result) {
      this.result = result;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      try {
        result.complete(JoinMessages.answer(ByteBufUtil.getBytes(frame)));
      } catch (IdentityException e) {
        result.completeExceptionally(e);
      }
      var _ = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      result.completeExceptionally(new IdentityException("join: the node ended the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      result.completeExceptionally(cause);
      var _ = context.close();
    }
  }
}
