package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command.GiveUp;
import io.havenfs.quorum.model.Command.HolderLeft;
import io.havenfs.quorum.model.Command.HoldersGone;
import io.havenfs.quorum.model.Command.NodeStarted;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Custody;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Services in shared storage. All their replicas are in sync at all times, as they are the same; so
 * anybody may take over, and what counts is who may still have the directory open: {@link Custody}.
 * A holder is forgotten only by its own word, or by the word of the present primary.
 */
final class CustodyChanges {
  private CustodyChanges() {}

  /** A new epoch's primary may open the directory from now on. */
  static ServiceState named(ControlState state, ServiceState service) {
    View view = service.view();
    if (!service.spec().storage().shared() || view.primary().isEmpty()) {
      return service;
    }
    NodeId primary = view.primary().get();
    Custody.Holder holder = new Custody.Holder(primary, state.incarnation(primary), view.epoch());
    return service.with(service.custody().with(holder));
  }

  static Attempt othersGone(ControlState state, HoldersGone command) {
    String action = "forget the other holders of service " + command.service() + ": ";
    Optional<ServiceState> there = state.service(command.service());
    return objection(there, command.epoch(), command.proposer())
        .or(() -> noHolder(state, there.orElseThrow(), command))
        .map(why -> Attempt.no(action + why))
        .orElseGet(
            () -> {
              ServiceState service = there.orElseThrow();
              return Attempt.done(state, service.with(service.custody().only(command.proposer())));
            });
  }

  /** A process may open the directory once an epoch: who has left it, or restarted, may not. */
  private static Optional<String> noHolder(
      ControlState state, ServiceState service, HoldersGone command) {
    Custody.Holder holder =
        new Custody.Holder(
            command.proposer(), state.incarnation(command.proposer()), command.epoch());
    return service.custody().holders().contains(holder)
        ? Optional.empty()
        : Optional.of(command.proposer() + " has left it, or restarted, and must take over again");
  }

  static Attempt left(ControlState state, HolderLeft command) {
    return state
        .service(command.service())
        .map(
            service ->
                Attempt.done(
                    state, service.with(service.custody().left(command.node(), command.epoch()))))
        .orElseGet(() -> Attempt.no("leave service " + command.service() + ": no such service"));
  }

  static Attempt giveUp(ControlState state, GiveUp command) {
    String action = "give up service " + command.service() + ": ";
    Optional<ServiceState> there = state.service(command.service());
    return objection(there, command.epoch(), command.proposer())
        .map(why -> Attempt.no(action + why))
        .orElseGet(
            () -> {
              ServiceState service = there.orElseThrow();
              return Attempt.done(
                  state,
                  service
                      .with(service.view().released())
                      .with(Optional.empty())
                      .with(service.custody().unable(command.proposer())));
            });
  }

  private static Optional<String> objection(
      Optional<ServiceState> there, long epoch, NodeId proposer) {
    if (there.isEmpty()) {
      return Optional.of("no such service");
    }
    ServiceState service = there.get();
    if (!service.spec().storage().shared()) {
      return Optional.of("it is not in shared storage");
    }
    return service.view().epoch() == epoch && service.view().isPrimary(proposer)
        ? Optional.empty()
        : Optional.of(proposer + " is not its primary in epoch " + epoch);
  }

  /**
   * A process of a replica's node has started. It lacks nothing of what is shared, unless it is the
   * primary's: that has to take over again.
   */
  static ServiceState restarted(ServiceState service, NodeStarted command) {
    ServiceState next = service.with(service.view().renewed());
    NodeId node = command.node();
    if (!service.spec().storage().shared()) {
      return next.withCopyOf(node, command.copies().contains(service.number()));
    }
    next = next.with(next.custody().able(node));
    if (next.view().isPrimary(node) || !next.inSyncAs().containsKey(node)) {
      return next;
    }
    Map<NodeId, Long> inSyncAs = new HashMap<>(next.inSyncAs());
    inSyncAs.put(node, command.incarnation());
    return with(next, next.view(), inSyncAs);
  }

  /** Other nodes may be on the directory. */
  static ServiceState sharedBy(ControlState state, ServiceState service, List<NodeId> replicas) {
    View now = service.view();
    List<NodeId> inSync = now.epoch() == 0 ? List.of() : replicas;
    Map<NodeId, Long> inSyncAs = new HashMap<>();
    for (NodeId node : inSync) {
      Long before = service.inSyncAs().get(node);
      inSyncAs.put(node, before != null ? before : state.incarnation(node));
    }
    View next = new View(now.epoch(), now.version() + 1, now.primary(), inSync, replicas);
    return with(service, next, inSyncAs);
  }

  private static ServiceState with(ServiceState service, View view, Map<NodeId, Long> inSyncAs) {
    return new ServiceState(
        service.number(), service.spec(), view, inSyncAs, service.move(), service.custody());
  }

  /** Why a service cannot become what {@code after} says: where its data are stays. */
  static Optional<String> misplaced(ServiceSpec before, ServiceSpec after) {
    return place(before.storage()).equals(place(after.storage()))
        ? Optional.empty()
        : Optional.of("its data are in " + place(before.storage()) + " and stay there");
  }

  private static String place(Storage storage) {
    return storage instanceof Storage.Shared shared ? shared.path() : "disks of the nodes' own";
  }
}
