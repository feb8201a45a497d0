package io.havenfs.quorum.lease;

import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;

/** Whether a process may serve. */
public final class Authority {
  private Authority() {}

  /**
   * Whether the process {@code incarnation} of {@code self} is the primary of {@code service} in
   * {@code epoch}, and may act as such now.
   *
   * <p>Order matters to the caller: the lease must have been read <em>before</em> the state, since
   * it counts only together with a state at least as new as the one it was granted in.
   *
   * @param nowNanos read after both
   */
  public static boolean serves(
      Lease lease,
      ControlState state,
      NodeId self,
      long incarnation,
      ServiceId service,
      long epoch,
      long nowNanos) {
    if (!lease.holdsAt(nowNanos) || state.revision() < lease.revision()) {
      return false;
    }
    ServiceState there = state.services().get(service);
    NodeInfo node = state.nodes().get(self);
    return there != null
        && node != null
        && there.view().epoch() == epoch
        && there.view().isPrimary(self)
        && node.incarnation() == incarnation
        && there.isSameProcess(node);
  }
}
