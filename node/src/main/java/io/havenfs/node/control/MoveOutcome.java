package io.havenfs.node.control;

import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.Event;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import java.util.List;
import java.util.Optional;

/** What became of a move that was asked for. Pure. */
sealed interface MoveOutcome {
  /** The node is the primary. */
  record Moved() implements MoveOutcome {}

  /** It did not come to it. */
  record Failed(String why) implements MoveOutcome {}

  /**
   * What {@code state} says of the move of {@code service} to {@code to}; empty while it is still
   * to come.
   *
   * @param recorded how many events there had been when it was asked for
   */
  static Optional<MoveOutcome> in(ControlState state, ServiceId service, NodeId to, long recorded) {
    Optional<ServiceState> there = state.service(service);
    if (there.isEmpty()) {
      return failed("it has been deleted");
    }
    ServiceState now = there.get();
    if (now.view().isPrimary(to)) {
      return Optional.of(new Moved());
    }
    if (now.move().isEmpty() || !now.move().get().to().equals(to)) {
      return failed(instead(state, now, recorded));
    }
    if (now.spec().desired() == Desired.OFFLINE) {
      return failed("it is to be offline");
    }
    if (!now.view().inSync().contains(to)) {
      return failed("the copy on node " + to + " is no longer in sync");
    }
    boolean same = state.node(to).map(now::isSameProcess).orElse(false);
    return same ? Optional.empty() : failed("node " + to + " has restarted meanwhile");
  }

  private static Optional<MoveOutcome> failed(String why) {
    return Optional.of(new Failed(why));
  }

  private static String instead(ControlState state, ServiceState now, long recorded) {
    String place =
        now.view()
            .primary()
            .map(node -> "it is on node " + node + " instead")
            .orElse("no node serves it");
    return lastEvent(state, now.id(), recorded).map(text -> place + ": " + text).orElse(place);
  }

  private static Optional<String> lastEvent(ControlState state, ServiceId service, long recorded) {
    List<Event> events = state.journal().events();
    long since = Math.max(0, events.size() - (state.journal().recorded() - recorded));
    return events.subList((int) since, events.size()).reversed().stream()
        .filter(event -> event.service().equals(Optional.of(service)))
        .map(Event::text)
        .findFirst();
  }
}
