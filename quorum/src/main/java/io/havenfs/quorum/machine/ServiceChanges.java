package io.havenfs.quorum.machine;

import io.havenfs.quorum.model.Command.SetDesired;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Custody;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceAddress;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands about services, except for their views. */
final class ServiceChanges {
  private ServiceChanges() {}

  static Attempt create(ControlState state, ServiceSpec spec) {
    Optional<ServiceState> there = state.service(spec.id());
    if (there.isPresent()) {
      return there.get().spec().equals(spec)
          ? Attempt.done(state, spec.id())
          : Attempt.no("create service " + spec.id() + ": there is another one of that name");
    }
    Optional<String> problem = problem(state, spec);
    if (problem.isPresent()) {
      return Attempt.no("create service " + spec.id() + ": " + problem.get());
    }
    ServiceState service =
        new ServiceState(
            state.nextServiceNumber(),
            spec,
            View.fresh(spec.replicas()),
            Map.of(),
            Optional.empty(),
            Custody.NONE);
    return Attempt.done(state.edit().put(service).numberUsed().build(), spec.id());
  }

  static Attempt update(ControlState state, ServiceSpec spec) {
    Optional<ServiceState> there = state.service(spec.id());
    if (there.isEmpty()) {
      return Attempt.no("update service " + spec.id() + ": no such service");
    }
    if (there.get().spec().equals(spec)) {
      return Attempt.done(state, spec.id());
    }
    Optional<String> problem =
        problem(state, spec)
            .or(() -> CustodyChanges.misplaced(there.get().spec(), spec))
            .or(() -> stranded(there.get(), spec));
    if (problem.isPresent()) {
      return Attempt.no("update service " + spec.id() + ": " + problem.get());
    }
    ServiceState next = there.get().with(spec);
    if (spec.replicas().equals(next.view().replicas())) {
      return Attempt.done(state, next);
    }
    return Attempt.done(
        state,
        spec.storage().shared()
            ? CustodyChanges.sharedBy(state, next, spec.replicas())
            : next.with(next.view().replicatedOn(spec.replicas())));
  }

  /** Why a service cannot have its replicas where {@code spec} wants them. */
  private static Optional<String> stranded(ServiceState service, ServiceSpec spec) {
    List<NodeId> replicas = spec.replicas();
    View view = service.view();
    if (view.primary().isPresent() && !replicas.contains(view.primary().get())) {
      return Optional.of(
          "node " + view.primary().get() + " serves it and would hold no replica; move it first");
    }
    if (!spec.storage().shared()
        && view.epoch() > 0
        && view.inSync().stream().noneMatch(replicas::contains)) {
      return Optional.of(
          "only " + view.inSync() + " hold its data; keep one of them until others have caught up");
    }
    return Optional.empty();
  }

  static Attempt delete(ControlState state, ServiceId id) {
    Optional<ServiceState> there = state.service(id);
    if (there.isEmpty()) {
      return Attempt.no("delete service " + id + ": no such service");
    }
    if (there.get().spec().desired() != Desired.OFFLINE
        || there.get().view().primary().isPresent()) {
      return Attempt.no("delete service " + id + ": it is not offline");
    }
    return Attempt.done(state.edit().remove(id).build());
  }

  static Attempt desire(ControlState state, SetDesired command) {
    Optional<ServiceState> there = state.service(command.service());
    if (there.isEmpty()) {
      return Attempt.no(
          "set service "
              + command.service()
              + (command.desired() == Desired.ONLINE ? " online" : " offline")
              + ": no such service");
    }
    ServiceSpec spec = there.get().spec();
    return spec.desired() == command.desired()
        ? Attempt.done(state, command.service())
        : Attempt.done(state, there.get().with(spec.withDesired(command.desired())));
  }

  /** What is wrong with {@code spec} in this cluster. */
  private static Optional<String> problem(ControlState state, ServiceSpec spec) {
    for (NodeId id : spec.nodes()) {
      Optional<NodeInfo> node = state.node(id);
      if (node.isEmpty()) {
        return Optional.of("there is no node " + id);
      }
      if (!node.get().holdsData()) {
        return Optional.of("node " + id + " holds no data");
      }
    }
    return state.services().values().stream()
        .filter(other -> !other.id().equals(spec.id()))
        .filter(other -> collide(other.spec(), spec))
        .map(other -> "service " + other.id() + " has one of its addresses")
        .findFirst();
  }

  private static boolean collide(ServiceSpec one, ServiceSpec other) {
    return one.addresses().stream()
        .anyMatch(mine -> other.addresses().stream().anyMatch(theirs -> collide(mine, theirs)));
  }

  /** An address that comes and goes is one service's; one that stays can be shared by ports. */
  private static boolean collide(ServiceAddress one, ServiceAddress other) {
    return one.ip().equals(other.ip())
        && (one.port() == other.port() || one.prefix().isPresent() || other.prefix().isPresent());
  }
}
