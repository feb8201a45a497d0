package io.havenfs.node.peer;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.peer.PeerDialer;
import io.havenfs.quorum.peer.PeerDialer.Greeted;
import io.havenfs.quorum.peer.PeerException;
import io.havenfs.quorum.peer.PeerHello;
import io.havenfs.quorum.peer.PeerPurpose;
import io.havenfs.quorum.peer.PeerService;
import io.havenfs.replication.stream.Connector;
import io.havenfs.replication.stream.StreamChannels;
import io.havenfs.replication.stream.StreamHandler;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replication streams between this node's copies of services and those of others. Thread-safe. */
public final class Streams implements PeerService {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  private final UUID cluster;
  private final Quorum quorum;
  private final PeerDialer dialer;
  private final Map<String, Supplier<StreamHandler>> acceptors = new ConcurrentHashMap<>();

  /** Why a node refused the last connection for a service. */
  private final Map<Target, String> refusals = new ConcurrentHashMap<>();

  private record Target(String service, NodeId node) {}

  Streams(UUID cluster, Quorum quorum, PeerDialer dialer) {
    this.cluster = cluster;
    this.quorum = quorum;
    this.dialer = dialer;
  }

  /** Connections for {@code service} are given to {@code acceptor}'s handlers from now on. */
  public void accept(String service, Supplier<StreamHandler> acceptor) {
    acceptors.put(service, acceptor);
  }

  /** Connections for {@code service} are refused from now on. */
  public void refuse(String service) {
    acceptors.remove(service);
  }

  @Override
  public Optional<String> objection(PeerHello hello) {
    return acceptors.containsKey(hello.subject())
        ? Optional.empty()
        : Optional.of("no copy of service " + hello.subject() + " is open on " + quorum.self());
  }

  @Override
  public void connected(PeerHello hello, Channel channel) {
    Supplier<StreamHandler> acceptor = acceptors.get(hello.subject());
    if (acceptor == null) {
      var _ = channel.close(); // refused since the objection was asked for
    } else {
      channel.pipeline().addLast(acceptor.get());
    }
  }

  /** Connects to other nodes' copies of {@code service}. */
  public Connector connector(String service) {
    return (peer, handler) -> connect(new Target(service, new NodeId(peer)), handler);
  }

  private void connect(Target target, StreamHandler handler) {
    Optional<NodeInfo> info = quorum.state().node(target.node());
    if (info.isEmpty()) {
      handler.failed();
      return;
    }
    PeerHello hello =
        new PeerHello(
            cluster,
            PeerPurpose.REPLICATION,
            quorum.self(),
            quorum.incarnation(),
            target.service());
    dialer
        .dial(info.get().address(), info.get().peerPort(), hello, StreamChannels::prepare)
        .whenComplete(
            (greeted, problem) -> {
              if (problem != null) {
                failed(target, problem);
                handler.failed();
              } else {
                connected(target, greeted, handler);
              }
            });
  }

  private void connected(Target target, Greeted greeted, StreamHandler handler) {
    if (greeted.welcome().node().equals(target.node())) {
      refusals.remove(target);
      greeted.channel().pipeline().addLast(handler);
      greeted.channel().config().setAutoRead(true);
    } else {
      refused(target, "node " + greeted.welcome().node() + " is at its address");
      var _ = greeted.channel().close();
      handler.failed();
    }
  }

  private void failed(Target target, Throwable problem) {
    Optional<PeerException> refusal =
        PeerException.in(problem).filter(each -> !each.isUnreachable());
    if (refusal.isPresent()) {
      refused(target, String.valueOf(refusal.get().getMessage()));
    } else {
      LOG.debug("service {}: no connection to {}", target.service(), target.node(), problem);
    }
  }

  /** Says it once, as long as it stays the same: connections are tried often. */
  private void refused(Target target, String why) {
    if (!why.equals(refusals.put(target, why))) {
      LOG.warn("service {}: no connection to {}: {}", target.service(), target.node(), why);
    }
  }
}
