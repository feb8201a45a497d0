package io.havenfs.replication.primary;

/** Opens connections. Called on the sequencer; the outcome comes back there, later. */
@FunctionalInterface
public interface Dialer {
  /** Connects to {@code peer}; it is told to the member whether that succeeds or not. */
  void dial(String peer);
}
