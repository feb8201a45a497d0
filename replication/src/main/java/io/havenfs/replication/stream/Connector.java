package io.havenfs.replication.stream;

/** Opens connections to other nodes for one service's stream. Any thread; does not block. */
@FunctionalInterface
public interface Connector {
  /**
   * Connects to {@code peer}. When the connection is ready for frames, whatever had to be agreed
   * before (TLS, which service it is for), {@code handler} is added as the last of its pipeline.
   * When that fails, {@link StreamHandler#failed} is called instead.
   */
  void connect(String peer, StreamHandler handler);
}
