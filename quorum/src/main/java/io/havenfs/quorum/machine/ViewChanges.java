package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which view may follow which. Three promises rest on it.
 *
 * <p><em>Nothing acknowledged is lost.</em> Who is in sync has every committed entry. That is kept
 * because within an epoch only the primary brings a replica in sync, and it does so only when that
 * replica acknowledges its entries; and because a new epoch's replicas in sync are some of the old
 * epoch's ({@link AcceptedLosses} apart). In epoch 0 there is nothing to lose.
 *
 * <p><em>One at a time.</em> A new epoch needs a reason why the old primary no longer serves. That
 * it proposes the change itself, or that its process has been replaced, can be seen here. That its
 * lease has run out cannot, as nothing here has a clock: the leader judges, and the judgement is
 * bound to the term of its leadership. A leader knows of all leases of its own term and has waited
 * for those of the terms before; of leases of a later term it knows nothing, and its proposal, when
 * it comes late, is refused here for its term.
 *
 * <p><em>A copy that may have lost something takes over only when there is no better one.</em> Who
 * is in sync and has restarted has all that was promised to be on disk, and perhaps not the rest; a
 * primary that serves must not hand over to it.
 *
 * <p><em>A copy that is not there does not take over at all</em>, even if it is the only one: it
 * may be found again.
 *
 * <p><em>What was proposed in ignorance is refused.</em> The version is compared: a proposal was
 * made in view of exactly the state that it changes, including which processes the replicas are
 * ({@code NodeStarted} raises the version).
 */
final class ViewChanges {
  private ViewChanges() {}

  static Attempt change(ControlState state, long term, ChangeView command) {
    String action = "change the view of service " + command.service() + ": ";
    Optional<ServiceState> there = state.service(command.service());
    if (there.isEmpty()) {
      return Attempt.no(action + "no such service");
    }
    ServiceState service = there.get();
    if (command.next().equals(service.view())) {
      return Attempt.done(state, command.service());
    }
    return objection(state, term, command, service)
        .map(why -> Attempt.no(action + why))
        .orElseGet(() -> Attempt.done(state, changed(state, service, command.next())));
  }

  private static Optional<String> objection(
      ControlState state, long term, ChangeView command, ServiceState service) {
    View now = service.view();
    View next = command.next();
    if (next.version() != now.version() + 1) {
      return Optional.of("it has changed meanwhile, to version " + now.version());
    }
    if (!next.replicas().equals(now.replicas())) {
      return Optional.of("who holds replicas is a matter of its specification");
    }
    if (next.epoch() == now.epoch()) {
      return withinEpoch(state, service, command);
    }
    if (next.epoch() != now.epoch() + 1) {
      return Optional.of("epoch " + next.epoch() + " does not follow " + now.epoch());
    }
    return newEpoch(state, term, service, command);
  }

  /** The primary takes replicas out and brings them in. */
  private static Optional<String> withinEpoch(
      ControlState state, ServiceState service, ChangeView command) {
    View now = service.view();
    if (service.spec().storage().shared()) {
      return Optional.of("what is shared, all replicas have");
    }
    if (!now.primary().equals(command.next().primary())) {
      return Optional.of("another primary begins another epoch");
    }
    if (!now.isPrimary(command.proposer())) {
      return Optional.of(command.proposer() + " is not its primary");
    }
    if (restarted(state, service, command.proposer())) {
      return Optional.of(command.proposer() + " has restarted and must take over first");
    }
    return Optional.empty();
  }

  private static Optional<String> newEpoch(
      ControlState state, long term, ServiceState service, ChangeView command) {
    View now = service.view();
    if (service.spec().storage().shared()
        && !command.next().inSync().equals(command.next().replicas())) {
      return Optional.of("what is shared, all replicas have");
    }
    Set<NodeId> had = new HashSet<>(now.inSync());
    if (now.epoch() > 0 && !had.containsAll(command.next().inSync())) {
      return Optional.of(
          "of "
              + command.next().inSync()
              + " only "
              + now.inSync()
              + " were in sync; the primary brings in others when it serves");
    }
    Optional<NodeId> heir = command.next().primary();
    if (heir.isPresent()
        && now.isPrimary(command.proposer())
        && !heir.get().equals(command.proposer())
        && restarted(state, service, heir.get())) {
      return Optional.of(
          heir.get() + " has restarted since it came in sync, and may lack something");
    }
    if (heir.isPresent() && service.lacksCopy(heir.get())) {
      return Optional.of(heir.get() + " has not found its copy");
    }
    return mayServeStill(state, term, service, command)
        ? Optional.of("its primary " + now.primary().orElseThrow() + " may still be serving")
        : Optional.empty();
  }

  private static boolean mayServeStill(
      ControlState state, long term, ServiceState service, ChangeView command) {
    Optional<NodeId> primary = service.view().primary();
    if (primary.isEmpty() || restarted(state, service, primary.get())) {
      return false;
    }
    // A leader may judge itself dead, which is not to say that it has stopped: a judgement counts
    // as that and nothing else, whoever proposes it.
    return command.judgedInTerm().isPresent()
        ? command.judgedInTerm().getAsLong() != term
        : !primary.get().equals(command.proposer());
  }

  static boolean restarted(ControlState state, ServiceState service, NodeId node) {
    return !state.node(node).map(service::isSameProcess).orElse(false);
  }

  private static ServiceState changed(ControlState state, ServiceState service, View next) {
    boolean newEpoch = next.epoch() != service.view().epoch();
    boolean shared = service.spec().storage().shared();
    Map<NodeId, Long> inSyncAs = new HashMap<>();
    for (NodeId node : next.inSync()) {
      Long before = service.inSyncAs().get(node);
      boolean keep = before != null && !(newEpoch && (shared || next.isPrimary(node)));
      inSyncAs.put(node, keep ? before : state.incarnation(node));
    }
    ServiceState after =
        new ServiceState(
            service.number(),
            service.spec(),
            next,
            inSyncAs,
            newEpoch ? Optional.empty() : service.move(),
            service.custody());
    return newEpoch ? CustodyChanges.named(state, after) : after;
  }
}
