package io.havenfs.quorum.join;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.identity.ClusterIdentity;
import io.havenfs.quorum.identity.IdentityException;
import io.havenfs.quorum.identity.JoinToken;
import io.havenfs.quorum.identity.NodeCredentials;
import io.havenfs.quorum.identity.Pem;
import io.havenfs.quorum.join.JoinMessages.Answer;
import io.havenfs.quorum.join.JoinMessages.Request;
import io.havenfs.quorum.model.Command.AddNode;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.CommandResult.Refused;
import io.havenfs.quorum.peer.PeerFrames;
import io.havenfs.quorum.peer.PeerHello;
import io.havenfs.quorum.peer.PeerService;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets nodes in. For {@code PeerPurpose.JOIN}. */
public final class JoinDesk implements PeerService {
  private static final Logger LOG = LoggerFactory.getLogger(JoinDesk.class);

  private final ClusterIdentity identity;
  private final NodeCredentials credentials;
  private final Quorum quorum;

  /** Of the node that is {@code identity}. */
  public JoinDesk(ClusterIdentity identity, NodeCredentials credentials, Quorum quorum) {
    this.identity = identity;
    this.credentials = credentials;
    this.quorum = quorum;
  }

  /** A token that lets nodes in until {@code expiresAtSeconds} since 1970. */
  public JoinToken token(long expiresAtSeconds) throws IdentityException {
    List<String> addresses =
        quorum.state().nodes().values().stream()
            .map(node -> node.address() + ":" + node.peerPort())
            .toList();
    return JoinToken.issue(credentials.authority(), identity, expiresAtSeconds, addresses);
  }

  @Override
  public void connected(PeerHello hello, Channel channel) {
    try {
      Request request = JoinMessages.request(hello.subject());
      long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
      JoinToken.parse(request.token()).check(credentials.authority(), now);
      if (!request.node().id().equals(hello.node())) {
        throw new IdentityException("the join request is of another node");
      }
      add(request, channel);
    } catch (IdentityException e) {
      LOG.warn("node {} was not let in: {}", hello.node(), e.getMessage());
      answer(channel, Answer.refused(String.valueOf(e.getMessage())));
    }
  }

  private void add(Request request, Channel channel) {
    quorum
        .submit(new AddNode(request.node()))
        .thenCompose(
            result ->
                result instanceof CommandResult.Accepted accepted
                    ? quorum.reached(accepted.revision()).thenApply(state -> result)
                    : CompletableFuture.completedStage(result))
        .whenComplete(
            (result, problem) -> {
              if (problem != null) {
                answer(channel, Answer.refused("the quorum did not answer; try again"));
              } else if (result instanceof Refused refused) {
                answer(channel, Answer.refused(refused.message()));
              } else {
                answer(channel, admission(request));
              }
            });
  }

  private Answer admission(Request request) {
    try {
      LOG.info("node {} joins", request.node().id());
      return new Answer(
          Optional.empty(),
          Pem.of(credentials.authority().certificate()),
          Pem.of(credentials.authority().key()),
          certificate(request),
          identity.tls(),
          List.copyOf(quorum.state().nodes().values()));
    } catch (IdentityException e) {
      return Answer.refused(String.valueOf(e.getMessage()));
    }
  }

  private String certificate(Request request) throws IdentityException {
    return Pem.of(
        credentials
            .authority()
            .issue(identity.cluster(), request.node().id(), Pem.publicKey(request.publicKey())));
  }

  private static void answer(Channel channel, Answer answer) {
    var _ =
        channel
            .writeAndFlush(PeerFrames.frame(channel.alloc(), JoinMessages.bytes(answer)))
            .addListener(ChannelFutureListener.CLOSE);
  }
}
