package io.havenfs.node.control;

import io.havenfs.node.admin.Answer;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Orders that the nodes carry out after the quorum has taken them: each is waited for, so that
 * whoever gave it is told what became of it.
 */
final class ServiceOrders {
  private static final Duration MOVE_PATIENCE = Duration.ofSeconds(60);
  private static final Duration SERVE_PATIENCE = Duration.ofSeconds(15);

  private final Quorum quorum;
  private final Decisions decisions;

  ServiceOrders(Quorum quorum, Decisions decisions) {
    this.quorum = quorum;
    this.decisions = decisions;
  }

  /** Moves a service; a move that fails is not tried again by itself. */
  Answer move(ServiceId id, NodeId to) throws IOException {
    long recorded = quorum.state().journal().recorded();
    if (decisions.decideHere(new Command.RequestMove(id, to))
        instanceof CommandResult.Refused refused) {
      return Answer.text(Answer.CONFLICT, refused.message());
    }
    Optional<MoveOutcome> outcome =
        decisions.watch(MOVE_PATIENCE, state -> MoveOutcome.in(state, id, to, recorded));
    return switch (outcome.orElseGet(this::late)) {
      case MoveOutcome.Moved it -> Decisions.done(id + " is on node " + to);
      case MoveOutcome.Failed failed -> {
        var _ = decisions.decide(new Command.CancelMove(id));
        yield Answer.text(
            Answer.CONFLICT, "service " + id + " was not moved to " + to + ": " + failed.why());
      }
    };
  }

  private MoveOutcome late() {
    return new MoveOutcome.Failed(
        "its primary has not handed it over within " + MOVE_PATIENCE.toSeconds() + " s");
  }

  /** Has a service served, or not served. */
  Answer desire(ServiceId id, Desired desired) throws IOException {
    if (decisions.decideHere(new Command.SetDesired(id, desired))
        instanceof CommandResult.Refused refused) {
      return Answer.text(Answer.CONFLICT, refused.message());
    }
    boolean online = desired == Desired.ONLINE;
    Optional<ServiceState> now =
        decisions.watch(
            SERVE_PATIENCE,
            state ->
                state.service(id).filter(found -> found.view().primary().isPresent() == online));
    if (now.isEmpty()) {
      return Decisions.done(id + (online ? " is to be online" : " is to be offline") + ", not yet");
    }
    return Decisions.done(
        now.get()
            .view()
            .primary()
            .map(node -> id + " is online on node " + node)
            .orElse(id + " is offline"));
  }
}
