package io.havenfs.quorum;

import io.havenfs.quorum.model.ControlState;
import java.util.OptionalLong;

/** Who wants to know what changes in the quorum. */
public interface QuorumListener {
  /** The state is {@code state} now; states in between may be skipped. */
  default void stateChanged(ControlState state) {}

  /** This node leads in a term, or does not lead. */
  default void leadershipChanged(OptionalLong term) {}

  /** The health of some node is judged differently. Only while this node leads. */
  default void healthChanged() {}
}
