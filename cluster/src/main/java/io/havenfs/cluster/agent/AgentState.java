package io.havenfs.cluster.agent;

/** What a service's agent is doing. Epochs are those of the view that it acts upon. */
public sealed interface AgentState {
  /** The epoch it acts upon. */
  long epoch();

  /** Nothing: there is no view yet that names this node. */
  record Idle() implements AgentState {
    @Override
    public long epoch() {
      return 0;
    }
  }

  /** Another node, or nobody, is the primary; or this one was, and may not go on. */
  record Following(long epoch) implements AgentState {}

  /** Named as primary of shared storage: whoever may have it open is being cut off from it. */
  record Fencing(long epoch) implements AgentState {}

  /** The shared directory is being made reachable, taken and opened. */
  record Acquiring(long epoch) implements AgentState {}

  /** Named as primary: the inherited log is being committed. */
  record Reconciling(long epoch) implements AgentState {}

  /** The replica leads; protocols and addresses are coming up. */
  record AcquiringAddress(long epoch) implements AgentState {}

  /** Clients are answered. */
  record Serving(long epoch) implements AgentState {}

  /** Nothing new is decided; what was decided is being committed and answered. */
  record Draining(long epoch, Goal goal) implements AgentState {}

  /** Addresses and protocols are going down. */
  record Releasing(long epoch, Goal goal) implements AgentState {}

  /** The shared directory is being closed and released. */
  record LettingGo(long epoch, Goal goal) implements AgentState {}

  /** All is down here; the view that says who goes on has been proposed. */
  record Released(long epoch) implements AgentState {}

  /** What follows when the addresses have gone. */
  sealed interface Goal {
    /** Another node becomes primary. */
    record HandOver(io.havenfs.quorum.model.NodeId to) implements Goal {}

    /** Nobody serves. */
    record Offline() implements Goal {}

    /** Any other node that can; this one cannot, or is about to stop. Shared storage only. */
    record GiveUp() implements Goal {}

    /** Whatever the view says. */
    record Obey() implements Goal {}
  }

  /** In a word, for people. */
  default String word() {
    return switch (this) {
      case Idle it -> "idle";
      case Following it -> "following";
      case Fencing it -> "fencing";
      case Acquiring it -> "acquiring storage";
      case Reconciling it -> "reconciling";
      case AcquiringAddress it -> "acquiring address";
      case Serving it -> "serving";
      case Draining it -> "draining";
      case Releasing it -> "releasing";
      case LettingGo it -> "releasing storage";
      case Released it -> "released";
    };
  }
}
