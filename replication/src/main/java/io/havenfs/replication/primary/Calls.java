package io.havenfs.replication.primary;

import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Connections to peers: dialled, greeted, kept an eye on, and ended. Owned by the sequencer. */
final class Calls {
  /** A greeting's answer, which may wait for the peer's disk, may take so many acknowledgements. */
  private static final int GREETING_PATIENCE = 10;

  private final Frame.Hello hello;
  private final Dialer dialer;
  private final Supplier<ReplicationLimits> limits;
  private final LongSupplier now;
  private final Consumer<Peer> onGone;

  /**
   * @param hello what is said on a new connection
   * @param now the time of this turn
   * @param onGone told when a peer's connection has ended
   */
  Calls(
      Frame.Hello hello,
      Dialer dialer,
      Supplier<ReplicationLimits> limits,
      LongSupplier now,
      Consumer<Peer> onGone) {
    this.hello = hello;
    this.dialer = dialer;
    this.limits = limits;
    this.now = now;
    this.onGone = onGone;
  }

  void dial(Peer peer) {
    peer.phase(Peer.Phase.GREETING);
    dialer.dial(peer.name());
  }

  /** A connection that was dialled is there. */
  void connected(Peer peer, Link link) {
    if (peer.link().isPresent()) {
      link.close();
      return;
    }
    peer.connected(link, now.getAsLong());
    link.send(hello);
    link.flush();
  }

  /** A connection that was dialled never came. */
  void unreachable(Peer peer) {
    if (peer.link().isEmpty()) {
      peer.unreachable();
      retry(peer);
    }
  }

  /** The peer's connection broke. */
  void broken(Peer peer) {
    peer.disconnected();
    onGone.accept(peer);
    retry(peer);
  }

  /** Ends the peer's connection, if there is one. */
  void hangUp(Peer peer) {
    peer.link().ifPresent(Link::close);
    broken(peer);
  }

  private void retry(Peer peer) {
    peer.retryNanos(now.getAsLong() + limits.get().redial().toNanos());
  }

  /** Calls a peer that is not there, when it is time. */
  void redial(Peer peer) {
    if (peer.phase() == Peer.Phase.ABSENT && now.getAsLong() - peer.retryNanos() >= 0) {
      dial(peer);
    }
  }

  /** Has connections break that ended without a word, whatever they are about. */
  void probe(Peer peer) {
    if (peer.link().isEmpty()) {
      return;
    }
    long nanos = now.getAsLong();
    long lag = limits.get().lag().toNanos();
    if (peer.phase() == Peer.Phase.GREETING
        && nanos - peer.connectedNanos() > GREETING_PATIENCE * lag) {
      hangUp(peer);
    } else if (nanos - peer.spokenNanos() > lag) {
      peer.spoken(nanos);
      peer.link().get().send(new Frame.Alive());
    }
  }
}
