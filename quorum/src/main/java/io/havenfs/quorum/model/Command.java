package io.havenfs.quorum.model;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A change that is wanted. The state machine accepts it or refuses it, on every voter alike.
 *
 * <p>Commands may arrive twice (a proposer that got no answer asks again): each is either the same
 * done twice, or is refused the second time because of what it expected.
 */
public sealed interface Command {
  /** Makes the cluster, of these first nodes. Once only. */
  record Initialise(String clusterId, Settings settings, List<NodeInfo> nodes) implements Command {
    public Initialise {
      nodes = List.copyOf(nodes);
    }
  }

  /** A new node; its incarnation is {@link NodeInfo#NEVER_RAN}. */
  record AddNode(NodeInfo node) implements Command {}

  /** A node's addresses, ports or roles become others; its incarnation stays. */
  record UpdateNode(NodeInfo node) implements Command {}

  /** A node that no service needs leaves. */
  record RemoveNode(NodeId node) implements Command {}

  /**
   * A process of {@code node} has started. The one before has ended: a node's directory belongs to
   * one process at a time. A node's incarnations rise; a smaller one is a late message from a
   * process that is gone, and refused. Views in which the node is a replica get a new version, so
   * proposals that speak of the earlier process are refused.
   *
   * @param copies of which services, by their numbers, it has found a copy on its disks. Told in
   *     this very command, so that nobody can take a node that has lost its copy for one that has
   *     it.
   */
  record NodeStarted(NodeId node, long incarnation, Set<Integer> copies) implements Command {
    public NodeStarted {
      copies = Set.copyOf(copies);
    }
  }

  /**
   * The copy of the service on {@code node} cannot be trusted: it counts as missing. The process
   * has not opened it, and neither leads nor follows until it is out of sync.
   *
   * @param epoch the service's when that was found; in another one it means nothing
   */
  record CopyRefused(ServiceId service, NodeId node, long epoch) implements Command {}

  /** A new service; its replicas are empty. */
  record CreateService(ServiceSpec spec) implements Command {}

  /**
   * A service becomes another, except for its view: its primary must remain a replica. Expects
   * nothing of the state before; who edits checks {@link ControlState#configVersion()}.
   */
  record UpdateService(ServiceSpec spec) implements Command {}

  /** A service that is offline goes, with all it held. */
  record DeleteService(ServiceId service) implements Command {}

  /** A service is wanted online or offline. */
  record SetDesired(ServiceId service, Desired desired) implements Command {}

  /** A service is wanted on {@code to}, which is in sync. */
  record RequestMove(ServiceId service, NodeId to) implements Command {}

  /** A move that was asked for is not wanted any more, if it has not happened. */
  record CancelMove(ServiceId service) implements Command {}

  /**
   * Another view of a service. Compared and set: {@code next} has the version after the present
   * one's.
   *
   * <p>A change of the epoch needs a reason to believe that the primary no longer serves: there is
   * none, it has restarted, it proposes the change itself (and has stopped serving before), or the
   * leader of the quorum has judged it dead. The last holds only within the leadership in which it
   * was judged: {@code judgedInTerm}.
   *
   * @param proposer who proposes; only the primary brings a replica in sync
   * @param judgedInTerm the leader's term in which the primary was judged dead; set by {@code
   *     Quorum.depose}
   */
  record ChangeView(ServiceId service, View next, NodeId proposer, OptionalLong judgedInTerm)
      implements Command {
    /** A change that does not rest on the primary's death. */
    public ChangeView(ServiceId service, View next, NodeId proposer) {
      this(service, next, proposer, OptionalLong.empty());
    }

    /** The same, judged in {@code term}. */
    public ChangeView judgedIn(long term) {
      return new ChangeView(service, next, proposer, OptionalLong.of(term));
    }
  }

  /**
   * An operator's word that the copies in sync are gone for good: the service goes on with the
   * older one on {@code node}. Only while it is offline, so that nobody serves.
   *
   * @param version of the view that was seen when this was decided
   */
  record AcceptLoss(ServiceId service, NodeId node, long version) implements Command {}

  /**
   * The primary of {@code epoch} found all other holders of the shared directory cut off from it,
   * or ended.
   */
  record HoldersGone(ServiceId service, long epoch, NodeId proposer) implements Command {}

  /**
   * {@code node} has closed and released whatever it opened of the service, up to {@code epoch}.
   */
  record HolderLeft(ServiceId service, NodeId node, long epoch) implements Command {}

  /**
   * The primary of {@code epoch} has let the shared directory go because it cannot serve from it:
   * nobody is primary, and others are tried before this node is again.
   */
  record GiveUp(ServiceId service, long epoch, NodeId proposer) implements Command {}

  /** Something happened. */
  record RecordEvent(Event event) implements Command {}

  /** A part of a timeline. */
  record RecordTimeline(Timeline timeline) implements Command {}

  /** Other settings. */
  record UpdateSettings(Settings settings) implements Command {}

  /**
   * Leases longer than the present setting's have run out. Proposed by the quorum's leader itself.
   *
   * @param configVersion of the configuration for which it is true
   */
  record ForgetLongLeases(long configVersion) implements Command {}
}
