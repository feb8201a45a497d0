package io.havenfs.quorum.peer;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's lifelines to the others, dialed again whenever they go. For all threads; {@code
 * onEnd} is called on an event loop.
 */
public final class Lifelines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifelines.class);
  private static final long AGAIN_MILLIS = 100;

  /** A node that refuses this one will do so again. */
  private static final long REFUSED_AGAIN_MILLIS = 2_000;

  /** Who is told that a process has ended. */
  @FunctionalInterface
  public interface EndListener {
    /** That process has ended, for certain. */
    void processEnded(NodeId node, long incarnation);
  }

  private final PeerDialer dialer;
  private final EventLoopGroup loops;
  private final PeerHello hello;
  private final EndListener listener;
  private final Map<NodeId, NodeInfo> wanted = new HashMap<>();
  private final Map<NodeId, Channel> open = new HashMap<>();
  private final Set<NodeId> dialing = new HashSet<>();
  private final Map<NodeId, String> refusals = new HashMap<>();
  private boolean closed;

  /**
   * Has no lifelines before {@link #nodesAre}.
   *
   * @param loops the dialer's
   */
  public Lifelines(
      PeerDialer dialer,
      EventLoopGroup loops,
      UUID cluster,
      NodeId self,
      long incarnation,
      EndListener listener) {
    this.dialer = dialer;
    this.loops = loops;
    this.hello = new PeerHello(cluster, PeerPurpose.LIFELINE, self, incarnation, "");
    this.listener = listener;
  }

  /** The cluster's nodes are these now, this one may be among them. */
  public synchronized void nodesAre(Collection<NodeInfo> nodes) {
    wanted.clear();
    for (NodeInfo node : nodes) {
      if (!node.id().equals(hello.node())) {
        wanted.put(node.id(), node);
      }
    }
    for (NodeId node : Set.copyOf(open.keySet())) {
      if (!wanted.containsKey(node)) {
        close(node);
      }
    }
    wanted.keySet().forEach(this::dial);
  }

  /** Those to whom there is a lifeline. */
  public synchronized Set<NodeId> connected() {
    return Set.copyOf(open.keySet());
  }

  private synchronized void dial(NodeId node) {
    NodeInfo info = wanted.get(node);
    if (closed || info == null || open.containsKey(node) || !dialing.add(node)) {
      return;
    }
    EndWatch watch = new EndWatch(incarnation -> ended(node, incarnation));
    dialer
        .dial(info.address(), info.peerPort(), hello, watch::prepare)
        .whenComplete(
            (greeted, problem) -> {
              if (problem != null) {
                failed(node, problem);
              } else if (!greeted.welcome().node().equals(node)) {
                var _ = greeted.channel().close();
                refused(node, "node " + greeted.welcome().node() + " is at its address");
              } else {
                watch.greeted(greeted.welcome().incarnation());
                opened(node, greeted.channel());
              }
            });
  }

  private void failed(NodeId node, Throwable problem) {
    Optional<PeerException> refusal =
        PeerException.in(problem).filter(each -> !each.isUnreachable());
    if (refusal.isPresent()) {
      refused(node, String.valueOf(refusal.get().getMessage()));
    } else {
      LOG.debug("no lifeline to {}", node, problem);
      gone(node, AGAIN_MILLIS);
    }
  }

  /** Says it once, as long as it stays the same. */
  private synchronized void refused(NodeId node, String why) {
    if (!why.equals(refusals.put(node, why))) {
      LOG.warn("no lifeline to node {}: {}", node, why);
    }
    gone(node, REFUSED_AGAIN_MILLIS);
  }

  private void opened(NodeId node, Channel channel) {
    synchronized (this) {
      refusals.remove(node);
      dialing.remove(node);
      open.put(node, channel);
      if (closed || !wanted.containsKey(node)) {
        var _ = channel.close();
      }
    }
    var _ = channel.closeFuture().addListener(done -> lost(node, channel));
    channel.pipeline().addLast(new Idle());
    channel.config().setAutoRead(true); // only reading tells of the end
  }

  private void close(NodeId node) {
    Channel channel = open.get(node);
    if (channel != null) {
      var _ = channel.close();
    }
  }

  private void ended(NodeId node, long incarnation) {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    LOG.info("the process {} of node {} has ended", incarnation, node);
    listener.processEnded(node, incarnation);
  }

  private void lost(NodeId node, Channel channel) {
    synchronized (this) {
      open.remove(node, channel);
    }
    gone(node, AGAIN_MILLIS);
  }

  /** Dials again in a while; until then nobody else does. */
  private synchronized void gone(NodeId node, long againMillis) {
    if (closed || loops.isShuttingDown()) {
      return;
    }
    dialing.add(node);
    var _ =
        loops.schedule(
            () -> {
              synchronized (this) {
                dialing.remove(node);
              }
              dial(node);
            },
            againMillis,
            TimeUnit.MILLISECONDS);
  }

  /** Lets them go; the other nodes' processes are not thought of as ended. */
  @Override
  public synchronized void close() {
    closed = true;
    wanted.clear();
    Set.copyOf(open.keySet()).forEach(this::close);
  }
}
