package io.havenfs.cluster.agent;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import java.util.List;
import java.util.Optional;

/** What an agent is told. */
public sealed interface AgentInput {
  /**
   * What the quorum says now; repeated whenever something may have changed.
   *
   * @param service empty when there is no such service, or this node holds no replica of it
   * @param sameProcess whether this process is the one that the view's in-sync set means
   * @param mayServe whether this process may act as primary in the view's epoch at this moment
   * @param restarted others in sync whose processes are not those that came in sync
   */
  record Seen(
      Optional<ServiceState> service, boolean sameProcess, boolean mayServe, List<NodeId> restarted)
      implements AgentInput {
    public Seen {
      restarted = List.copyOf(restarted);
    }

    /** The same when no other has restarted. */
    public Seen(Optional<ServiceState> service, boolean sameProcess, boolean mayServe) {
      this(service, sameProcess, mayServe, List.of());
    }
  }

  /** Nobody else has the shared storage open, and the quorum knows that. */
  record Fenced(long epoch) implements AgentInput {}

  /** Somebody else may still have it open; it is time to try again. */
  record NotFenced(long epoch) implements AgentInput {}

  /** The shared storage is open. */
  record Acquired(long epoch) implements AgentInput {}

  /** It is not yet; it is time to try again. */
  record NotAcquired(long epoch) implements AgentInput {}

  /** It cannot be opened or used here. */
  record Unusable(long epoch) implements AgentInput {}

  /** The shared storage is closed, and released as far as that is possible. */
  record LetGo() implements AgentInput {}

  /** The replica leads in {@code epoch}. */
  record Led(long epoch) implements AgentInput {}

  /** The replica does not lead in {@code epoch}. */
  record NotLed(long epoch) implements AgentInput {}

  /** Protocols and addresses are up for {@code epoch}. */
  record Opened(long epoch) implements AgentInput {}

  /** They are not; what was up is to be closed. */
  record NotOpened(long epoch) implements AgentInput {}

  /** All that was decided in {@code epoch} is committed and answered, or cannot be. */
  record Drained(long epoch) implements AgentInput {}

  /** Addresses and protocols are down. */
  record Closed() implements AgentInput {}

  /** What was proposed was refused, or nobody knows. */
  record NotAgreed() implements AgentInput {}

  /** This node is about to stop: it gives up what it serves, and takes over nothing. */
  record Leave() implements AgentInput {}
}
