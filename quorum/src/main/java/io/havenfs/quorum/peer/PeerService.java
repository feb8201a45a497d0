package io.havenfs.quorum.peer;

import io.netty.channel.Channel;

/** Who takes connections of a purpose. */
@FunctionalInterface
public interface PeerService {
  /**
   * A connection came and has been welcomed. Called on its event loop; when it returns, only TLS
   * and what it has added is in the pipeline, and bytes that came already are passed to that.
   */
  void connected(PeerHello hello, Channel channel);
}
