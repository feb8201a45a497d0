package io.havenfs.cluster.plan;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Timeline;
import io.havenfs.quorum.model.View;
import java.util.Optional;

/** What the planner wants to be proposed for a service. */
public sealed interface Proposal {
  /** Which service. */
  ServiceId service();

  /**
   * Another view.
   *
   * @param from the primary before
   * @param cause why
   * @param restsOnDeath whether it is only right because the present primary is dead, which the
   *     leader has to vouch for
   */
  record NewView(
      ServiceId service,
      View view,
      Optional<NodeId> from,
      Timeline.Cause cause,
      boolean restsOnDeath)
      implements Proposal {}

  /** A planned move back to a node that is preferred. */
  record FallBack(ServiceId service, NodeId to) implements Proposal {}

  /** A planned move that cannot happen any more is forgotten. */
  record ForgetMove(ServiceId service) implements Proposal {}
}
