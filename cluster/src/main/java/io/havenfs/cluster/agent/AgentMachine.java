package io.havenfs.cluster.agent;

import io.havenfs.cluster.agent.AgentState.Acquiring;
import io.havenfs.cluster.agent.AgentState.AcquiringAddress;
import io.havenfs.cluster.agent.AgentState.Draining;
import io.havenfs.cluster.agent.AgentState.Fencing;
import io.havenfs.cluster.agent.AgentState.Following;
import io.havenfs.cluster.agent.AgentState.Goal;
import io.havenfs.cluster.agent.AgentState.Idle;
import io.havenfs.cluster.agent.AgentState.LettingGo;
import io.havenfs.cluster.agent.AgentState.Reconciling;
import io.havenfs.cluster.agent.AgentState.Released;
import io.havenfs.cluster.agent.AgentState.Releasing;
import io.havenfs.cluster.agent.AgentState.Serving;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service's agent on one node, as a state machine. One owner; no clock, thread or I/O.
 *
 * <p>A process leads in an epoch once. When it has lost its lease it has dropped what was not
 * committed, so it does not go on in the same epoch even if it is still named as primary: it asks
 * for a new one.
 *
 * <p>A service in shared storage has three states more: before it can lead, everybody else who may
 * have the storage open is cut off from it (Fencing), and it is taken and opened (Acquiring); after
 * its door is closed, it is closed and released (LettingGo). Every way out of these leads through
 * LettingGo, and the quorum is told of the end of it. An epoch's storage is acquired once.
 */
public final class AgentMachine {
  private static final long NONE = -1;

  private final NodeId self;
  private AgentState state = new Idle();
  private AgentInput.Seen seen = new AgentInput.Seen(Optional.empty(), false, false);
  private List<AgentAction> actions = new ArrayList<>();
  private long usedEpoch = NONE;
  private long toldVersion = NONE;
  private long proposedVersion = NONE;
  private boolean leaving;
  private boolean shared;

  /** The agent of {@code self}, which has been told nothing. */
  public AgentMachine(NodeId self) {
    this.self = self;
  }

  /** What it is doing. */
  public AgentState state() {
    return state;
  }

  /** Takes an input; returns what is to be done, in order. */
  public List<AgentAction> on(AgentInput input) {
    actions = new ArrayList<>();
    switch (input) {
      case AgentInput.Seen it -> see(it);
      case AgentInput.Fenced it when state.equals(new Fencing(it.epoch())) -> acquire(it.epoch());
      case AgentInput.NotFenced it when state.equals(new Fencing(it.epoch())) ->
          actions.add(new AgentAction.Fence(it.epoch()));
      case AgentInput.Acquired it when state.equals(new Acquiring(it.epoch())) ->
          reconcile(it.epoch());
      case AgentInput.NotAcquired it when state.equals(new Acquiring(it.epoch())) ->
          actions.add(new AgentAction.Acquire(it.epoch()));
      case AgentInput.Unusable it when state.epoch() == it.epoch() -> unusable();
      case AgentInput.LetGo it when state instanceof LettingGo letting ->
          settle(letting.epoch(), letting.goal());
      case AgentInput.Led it when state.equals(new Reconciling(it.epoch())) -> {
        state = new AcquiringAddress(it.epoch());
        actions.add(new AgentAction.Open(it.epoch()));
      }
      case AgentInput.NotLed it when state.equals(new Reconciling(it.epoch())) -> {
        if (isShared()) {
          letGo(new Goal.GiveUp());
        } else {
          state = new Following(it.epoch());
        }
      }
      case AgentInput.Opened it when state.equals(new AcquiringAddress(it.epoch())) ->
          state = new Serving(it.epoch());
      case AgentInput.NotOpened it when state.equals(new AcquiringAddress(it.epoch())) ->
          close(elsewhere());
      case AgentInput.Drained it
          when state instanceof Draining draining && draining.epoch() == it.epoch() ->
          close(draining.goal());
      case AgentInput.Closed it when state instanceof Releasing releasing -> released(releasing);
      case AgentInput.NotAgreed it -> notAgreed();
      case AgentInput.Leave it -> leaving = true;
      default -> {
        // It came too late: what it tells of has been given up meanwhile.
      }
    }
    look();
    return actions;
  }

  private void see(AgentInput.Seen next) {
    shared = isShared();
    seen = next;
  }

  /** Whether this agent has given up what it had to give up before its node stops. */
  public boolean hasLeft() {
    return leaving && (state instanceof Idle || state instanceof Following);
  }

  private void notAgreed() {
    proposedVersion = NONE;
    if (state instanceof Released released) {
      state = new Following(released.epoch());
    }
  }

  /** Compares what is with what the quorum says. */
  private void look() {
    switch (state) {
      case Idle it -> whileFollowing();
      case Following it -> whileFollowing();
      case Fencing it -> {
        if (goOnOrStop()) {
          wish().ifPresent(this::letGo);
        }
      }
      case Acquiring it -> {
        if (goOnOrStop()) {
          wish().ifPresent(this::letGo);
        }
      }
      case Reconciling it -> goOnOrStop();
      case AcquiringAddress it -> goOnOrStop();
      case Serving it -> {
        if (goOnOrStop()) {
          wish().ifPresent(goal -> drain(it, goal));
          renewOthers();
        }
      }
      case Draining it -> goOnOrStop();
      case Releasing it -> {
        // Until it is closed nothing else can be done.
      }
      case LettingGo it -> {
        // Nor until the storage is.
      }
      case Released it -> {
        if (seen.service().map(s -> s.view().epoch()).orElse(NONE) != it.epoch()) {
          state = new Following(NONE);
          whileFollowing();
        }
      }
    }
  }

  private void whileFollowing() {
    if (seen.service().isEmpty()) {
      state = new Idle();
      return;
    }
    View view = seen.service().get().view();
    if (view.isPrimary(self) && seen.sameProcess()) {
      lead(view);
    } else if (view.epoch() > state.epoch()) {
      state = new Following(view.epoch());
      actions.add(new AgentAction.Follow(view.epoch()));
    }
  }

  private void lead(View view) {
    if (!seen.mayServe()) {
      return;
    }
    if (leaving && isShared()) {
      letGo(view.epoch(), new Goal.GiveUp());
    } else if (leaving) {
      another().ifPresent(to -> proposeOnce(view.takenOver(to, view.inSync())));
    } else if (view.epoch() == usedEpoch) {
      proposeOnce(view.takenOver(self, view.inSync()));
    } else {
      usedEpoch = view.epoch();
      toldVersion = view.version();
      if (isShared()) {
        state = new Fencing(view.epoch());
        actions.add(new AgentAction.Fence(view.epoch()));
      } else {
        reconcile(view.epoch());
      }
    }
  }

  private void acquire(long epoch) {
    state = new Acquiring(epoch);
    actions.add(new AgentAction.Acquire(epoch));
  }

  private void reconcile(long epoch) {
    state = new Reconciling(epoch);
    actions.add(new AgentAction.Lead(seen.service().orElseThrow().view()));
  }

  private boolean isShared() {
    return seen.service().map(service -> service.spec().storage().shared()).orElse(shared);
  }

  private void proposeOnce(View next) {
    if (proposedVersion != next.version()) {
      proposedVersion = next.version();
      actions.add(new AgentAction.Propose(next));
    }
  }

  /** Whether this node is still the primary that it acts as; if not, it stops at once. */
  private boolean goOnOrStop() {
    Optional<View> view = seen.service().map(ServiceState::view);
    boolean leads =
        view.isPresent()
            && view.get().isPrimary(self)
            && view.get().epoch() == state.epoch()
            && seen.mayServe();
    if (!leads) {
      actions.add(new AgentAction.StopLeading());
      switch (state) {
        case Fencing it -> letGo(new Goal.Obey());
        case Acquiring it -> letGo(new Goal.Obey());
        case Reconciling it when isShared() -> letGo(new Goal.Obey());
        case Reconciling it -> {
          state = new Following(NONE);
          whileFollowing();
        }
        default -> close(new Goal.Obey());
      }
      return false;
    }
    if (view.get().version() != toldVersion) {
      toldVersion = view.get().version();
      actions.add(new AgentAction.NewView(view.get()));
    }
    return true;
  }

  /** What is wanted instead of going on to serve here. */
  private Optional<Goal> wish() {
    ServiceState service = seen.service().orElseThrow();
    if (leaving) {
      return Optional.of(elsewhere());
    }
    if (service.spec().desired() == Desired.OFFLINE) {
      return Optional.of(new Goal.Offline());
    }
    return service
        .move()
        .filter(move -> move.epoch() == state.epoch())
        .filter(move -> service.view().inSync().contains(move.to()))
        .map(move -> new Goal.HandOver(move.to()));
  }

  /** Another node shall serve: which one is known, or it is for others to say. */
  private Goal elsewhere() {
    return isShared()
        ? new Goal.GiveUp()
        : another().<Goal>map(Goal.HandOver::new).orElseGet(Goal.Obey::new);
  }

  /** What is open of the shared storage has failed, or is another's by now. */
  private void unusable() {
    switch (state) {
      case Acquiring it -> letGo(new Goal.GiveUp());
      case Reconciling it -> letGo(new Goal.GiveUp());
      case AcquiringAddress it -> close(new Goal.GiveUp());
      case Serving it -> close(new Goal.GiveUp());
      case Draining it -> close(new Goal.GiveUp());
      default -> {
        // It is being closed already, or was never open.
      }
    }
  }

  /**
   * Who is in sync by what an earlier process of it was, is taken out, and brought in again as what
   * it is now: after a loss of power all have everything that is on disk, but until then none of
   * them could be moved to, nor take over at once.
   */
  private void renewOthers() {
    if (state instanceof Serving && !isShared() && !seen.restarted().isEmpty()) {
      View view = seen.service().orElseThrow().view();
      proposeOnce(view.without(seen.restarted().getFirst()));
    }
  }

  private void drain(Serving serving, Goal goal) {
    state = new Draining(serving.epoch(), goal);
    actions.add(new AgentAction.Drain(serving.epoch()));
  }

  private void close(Goal goal) {
    state = new Releasing(state.epoch(), goal);
    actions.add(new AgentAction.Close());
  }

  private void released(Releasing releasing) {
    actions.add(new AgentAction.StopLeading());
    if (isShared()) {
      letGo(releasing.goal());
    } else {
      settle(releasing.epoch(), releasing.goal());
    }
  }

  private void letGo(Goal goal) {
    letGo(state.epoch(), goal);
  }

  private void letGo(long epoch, Goal goal) {
    state = new LettingGo(epoch, goal);
    actions.add(new AgentAction.LetGo(epoch));
  }

  /** Nothing is open here any more. */
  private void settle(long epoch, Goal goal) {
    if (goal instanceof Goal.GiveUp) {
      state = new Released(epoch);
      actions.add(new AgentAction.GiveUp(epoch));
      return;
    }
    Optional<View> next = next(epoch, goal);
    if (next.isPresent()) {
      state = new Released(epoch);
      actions.add(new AgentAction.Propose(next.get()));
    } else {
      state = new Following(NONE);
    }
  }

  /** The view that fulfils the goal, if it still can be. */
  private Optional<View> next(long epoch, Goal goal) {
    Optional<View> view = seen.service().map(ServiceState::view);
    if (view.isEmpty() || view.get().epoch() != epoch) {
      return Optional.empty();
    }
    return switch (goal) {
      case Goal.HandOver(NodeId to) when view.get().inSync().contains(to) ->
          Optional.of(view.get().takenOver(to, view.get().inSync()));
      case Goal.HandOver it -> Optional.empty();
      case Goal.Offline it -> Optional.of(view.get().released());
      case Goal.GiveUp it -> Optional.empty();
      case Goal.Obey it -> Optional.empty();
    };
  }

  /** Another node that could serve, the preferred one first. */
  private Optional<NodeId> another() {
    return seen.service().map(ServiceState::view).stream()
        .flatMap(
            view ->
                view.replicas().stream()
                    .filter(view.inSync()::contains)
                    .filter(node -> !node.equals(self)))
        .findFirst();
  }
}
