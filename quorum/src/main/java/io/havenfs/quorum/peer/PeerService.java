package io.havenfs.quorum.peer;

import io.netty.channel.Channel;
import java.util.Optional;

/** Who takes connections of a purpose. */
@FunctionalInterface
public interface PeerService {
  /** Why a connection with this hello is not to come; empty if it may. On its event loop. */
  default Optional<String> objection(PeerHello hello) {
    return Optional.empty();
  }

  /**
   * A connection came and has been welcomed. Called on its event loop; when it returns, only TLS
   * and what it has added is in the pipeline, and bytes that came already are passed to that.
   */
  void connected(PeerHello hello, Channel channel);
}
