package io.havenfs.cluster.plan;

import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.MoveRequest;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Timeline.Cause;
import io.havenfs.quorum.model.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides who should take over what.
 *
 * <p>A primary is replaced when it is dead, or when its process is not the one that took over (it
 * has restarted, and serves nothing until a new epoch begins). The new primary is one of the old
 * in-sync set. Of those that are up, the first wins by these questions:
 *
 * <ol>
 *   <li>Is its process still the one that came in sync? A restarted one has everything that was
 *       promised to be on disk; what was promised to be in memory it has only if its machine stayed
 *       up, which nobody here can see.
 *   <li>Do its heartbeats come as they should?
 *   <li>Was it the last primary? (Only after all have restarted: a loss of power.)
 *   <li>Which comes first in the service's order?
 * </ol>
 *
 * <p>When all that are up have restarted and the last primary is not among them, it is waited for,
 * up to {@link #PATIENCE}: after a loss of power machines come back one after the other, and the
 * one that led knew most. A node that has not found its copy when it started is no candidate, even
 * if there is no other.
 *
 * <p>What is in shared storage has all replicas in sync, so any that is up will do. Then a restart
 * is nothing against a node; that it was the last primary speaks for it even more, since nobody has
 * to be cut off from the storage. One that could not open the storage is tried when there is no
 * other, after {@link #PATIENCE}.
 *
 * <p>The object remembers only since when each service waits; otherwise {@link #plan} is a function
 * of its argument. Not safe for threads.
 */
public final class FailoverPlanner {
  /** How long the last primary is waited for when everything has restarted. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<ServiceId, Long> waitingSince = new HashMap<>();

  /** Everything that should be proposed now, at most one proposal a service. */
  public List<Proposal> plan(Observation seen) {
    waitingSince.keySet().retainAll(seen.state().services().keySet());
    List<Proposal> proposals = new ArrayList<>();
    for (ServiceState service : seen.state().services().values()) {
      plan(seen, service).ifPresent(proposals::add);
    }
    return proposals;
  }

  private Optional<Proposal> plan(Observation seen, ServiceState service) {
    boolean wanted = service.spec().desired() == Desired.ONLINE;
    Optional<NodeId> primary = service.view().primary();
    if (primary.isEmpty()) {
      return wanted ? begin(seen, service) : Optional.empty();
    }
    boolean sameProcess = isSameProcess(seen, service, primary.get());
    if (sameProcess && seen.isUp(primary.get())) {
      waitingSince.remove(service.id());
      return wanted ? whileServed(seen, service) : Optional.empty();
    }
    boolean restsOnDeath = sameProcess;
    Cause cause =
        sameProcess && !seen.ended().contains(primary.get()) ? Cause.SILENCE : Cause.PROCESS_ENDED;
    if (!wanted) {
      return Optional.of(
          new Proposal.NewView(
              service.id(), service.view().released(), primary, cause, restsOnDeath));
    }
    return successor(seen, service, primary)
        .map(
            next ->
                new Proposal.NewView(
                    service.id(), taken(seen, service, next), primary, cause, restsOnDeath));
  }

  /** A service that nobody serves: new, or offline until now. */
  private Optional<Proposal> begin(Observation seen, ServiceState service) {
    View view = service.view();
    if (view.epoch() > 0) {
      return successor(seen, service, Optional.empty())
          .map(next -> start(service, taken(seen, service, next)));
    }
    List<NodeId> all = view.replicas();
    boolean shared = service.spec().storage().shared();
    return all.stream()
        .filter(seen::isUp)
        .findFirst()
        .map(first -> start(service, view.takenOver(first, shared ? all : List.of(first))));
  }

  private static Proposal start(ServiceState service, View view) {
    return new Proposal.NewView(service.id(), view, Optional.empty(), Cause.START, false);
  }

  private static View taken(Observation seen, ServiceState service, NodeId next) {
    List<NodeId> inSync =
        service.spec().storage().shared()
            ? service.view().inSync()
            : inSync(seen, service).toList();
    return service.view().takenOver(next, inSync);
  }

  /** Who is in sync, up, and has its copy. */
  private static Stream<NodeId> inSync(Observation seen, ServiceState service) {
    return service.view().inSync().stream()
        .filter(seen::isUp)
        .filter(node -> !service.lacksCopy(node));
  }

  private Optional<NodeId> successor(
      Observation seen, ServiceState service, Optional<NodeId> last) {
    boolean shared = service.spec().storage().shared();
    List<NodeId> order = service.view().replicas();
    Optional<Candidate> best =
        inSync(seen, service)
            .map(
                node ->
                    new Candidate(
                        node,
                        shared ? isAble(service, node) : isSameProcess(seen, service, node),
                        seen.isWell(node),
                        last.isPresent() && last.get().equals(node),
                        order.indexOf(node)))
            .min(Candidate.ORDER);
    if (best.isEmpty()) {
      waitingSince.remove(service.id());
      return Optional.empty();
    }
    return best.get().trusted() || (!shared && (best.get().wasPrimary() || last.isEmpty()))
        ? chosen(service, best.get())
        : afterPatience(seen, service, best.get());
  }

  private Optional<NodeId> afterPatience(Observation seen, ServiceState service, Candidate best) {
    long since = waitingSince.computeIfAbsent(service.id(), _ -> seen.nowNanos());
    return seen.nowNanos() - since >= PATIENCE.toNanos() ? chosen(service, best) : Optional.empty();
  }

  private Optional<NodeId> chosen(ServiceState service, Candidate best) {
    waitingSince.remove(service.id());
    return Optional.of(best.node());
  }

  /** Fallback where it is configured, and moves that have become impossible. */
  private static Optional<Proposal> whileServed(Observation seen, ServiceState service) {
    View view = service.view();
    if (service.move().isPresent()) {
      MoveRequest move = service.move().get();
      boolean possible = seen.isUp(move.to()) && isSameProcess(seen, service, move.to());
      return possible ? Optional.empty() : Optional.of(new Proposal.ForgetMove(service.id()));
    }
    if (!service.spec().automaticFallback()) {
      return Optional.empty();
    }
    int present = view.replicas().indexOf(view.primary().orElseThrow());
    return view.replicas().subList(0, present).stream()
        .filter(node -> isSameProcess(seen, service, node))
        .filter(node -> isAble(service, node))
        .filter(seen::isWell)
        .findFirst()
        .map(better -> new Proposal.FallBack(service.id(), better));
  }

  private static boolean isAble(ServiceState service, NodeId node) {
    return !service.custody().unable().contains(node);
  }

  private static boolean isSameProcess(Observation seen, ServiceState service, NodeId node) {
    return seen.state().node(node).map(service::isSameProcess).orElse(false);
  }
}
