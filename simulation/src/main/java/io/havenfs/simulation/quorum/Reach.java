package io.havenfs.simulation.quorum;

import io.havenfs.quorum.model.NodeId;

/** Which machines the network lets talk to which. */
@FunctionalInterface
public interface Reach {
  /** Whether what {@code from} sends arrives at {@code to} now. */
  boolean connects(NodeId from, NodeId to);
}
