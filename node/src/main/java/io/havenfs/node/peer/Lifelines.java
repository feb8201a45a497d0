package io.havenfs.node.peer;

import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.NodeId;
import io.netty.channel.ChannelHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's lifelines: to every other node one connection over which nothing is said. When the
 * process ends, however it does, its kernel ends the connections, and every other node knows at
 * once, for certain, without having to wait for silence to grow long.
 *
 * <p>For that certainty two rules are kept. (1) Only the orderly end of the data (FIN) counts, and
 * only after the caller has said that it counts: a reset can come from anything on the way. (2) A
 * process never ends a lifeline itself while it lives: if it has to give one up, it resets it. See
 * {@link LifelineCaller} and {@link LifelineWatcher}.
 *
 * <p>Silence never breaks a lifeline. A node that is cut off or frozen keeps its lifelines; that is
 * what leases are for.
 */
final class Lifelines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifelines.class);
  private static final long REDIAL_MILLIS = 300;

  /** Connects to another node. */
  @FunctionalInterface
  interface Dialer {
    /** Adds {@code handler} when the other node has accepted; else runs {@code failed}. */
    void connect(NodeId node, ChannelHandler handler, Runnable failed);
  }

  private final Quorum quorum;
  private final Dialer dialer;
  private final PeerPort.ProcessEnd onEnd;
  private final Set<NodeId> held = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("havenfs-lifelines").unstarted(task));

  Lifelines(Quorum quorum, Dialer dialer, PeerPort.ProcessEnd onEnd) {
    this.quorum = quorum;
    this.dialer = dialer;
    this.onEnd = onEnd;
  }

  void start() {
    var _ = thread.scheduleWithFixedDelay(this::dial, 0, REDIAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void dial() {
    try {
      for (NodeId node : quorum.state().nodes().keySet()) {
        if (!node.equals(quorum.self()) && held.add(node)) {
          dialer.connect(
              node, new LifelineCaller(() -> held.remove(node)), () -> held.remove(node));
        }
      }
    } catch (RuntimeException e) {
      LOG.error("lifelines not looked after; it is tried again", e);
    }
  }

  /** For a connection that another process has made. */
  ChannelHandler watcher(String node, long incarnation) {
    return new LifelineWatcher(
        () -> {
          LOG.info("node {}: its process (incarnation {}) has ended", node, incarnation);
          onEnd.ended(new NodeId(node), incarnation);
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
