package io.havenfs.node.control;

import io.havenfs.node.admin.Answer;
import io.havenfs.node.control.ClusterReport.NodeReport;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Goes on with an older copy when those in sync are gone for good. First the node that has it notes
 * that something is lost, then the quorum makes it the one that counts: whatever fails in between
 * has changed nothing that serves. Blocks; thread-safe.
 */
final class LossOrders {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long NO_TERM = 0;

  private final Quorum quorum;
  private final ServicePort local;
  private final NodeCalls nodes;
  private final Decisions decisions;

  LossOrders(Quorum quorum, ServicePort local, NodeCalls nodes, Decisions decisions) {
    this.quorum = quorum;
    this.local = local;
    this.nodes = nodes;
    this.decisions = decisions;
  }

  /** Refuses while a copy in sync can be had, of which {@code alive} tells; else asks the node. */
  Answer order(ServiceId id, NodeId node, List<NodeReport> alive, String localPath)
      throws IOException {
    ServiceState service = nodes.known(id);
    for (NodeReport each : alive) {
      NodeId name = new NodeId(each.name());
      if (service.view().inSync().contains(name)
          && !service.lacksCopy(name)
          && !each.health().equals(Health.DEAD.name())) {
        return Answer.text(
            Answer.CONFLICT,
            "the copy of service %s on node %s is in sync, and the node is up: bring the service online"
                .formatted(id, name));
      }
    }
    long revision = quorum.state().revision();
    return node.equals(quorum.self())
        ? here(id, revision)
        : nodes.at(node, "POST", localPath, Long.toString(revision), PATIENCE);
  }

  /** On the node whose copy it is, which may have started just now; {@code seen} is a revision. */
  Answer here(ServiceId id, long seen) throws IOException {
    var _ = Decisions.await(quorum.reached(seen), PATIENCE, "the cluster's state");
    NodeId self = quorum.self();
    Command command = new Command.AcceptLoss(id, self, nodes.known(id).view().version());
    if (ControlStateMachine.apply(quorum.state(), NO_TERM, command).result()
        instanceof CommandResult.Refused refused) {
      return Answer.text(Answer.CONFLICT, refused.message());
    }
    Optional<String> unusable =
        Decisions.await(local.acceptLoss(id), PATIENCE, "the copy's preparation");
    return unusable.isPresent()
        ? Answer.text(
            Answer.CONFLICT,
            "service %s cannot go on with the copy on node %s: %s"
                .formatted(id, self, unusable.get()))
        : decisions.submit(
            command,
            "%s goes on with the copy on node %s; 'havenfs service online %s' has it served"
                .formatted(id, self, id));
  }
}
