package io.havenfs.engine.core;

import io.havenfs.engine.tx.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Changes whose replies wait for data files being made durable, here and on other copies at the
 * same time. The sequencer's owner owns this.
 */
final class Flushings {
  private final OpenReplica opened;
  private final SequencerPorts ports;
  private final Consumer<Change> answer;
  private final Set<Flushing> underWay = new LinkedHashSet<>();

  /** A change, and how many flushes it still waits for. */
  private static final class Flushing {
    private final Change change;
    private int left = 2;

    Flushing(Change change) {
      this.change = change;
    }
  }

  /**
   * @param answer told of each change when all is durable
   */
  Flushings(OpenReplica opened, SequencerPorts ports, Consumer<Change> answer) {
    this.opened = opened;
    this.ports = ports;
    this.answer = answer;
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** Makes durable what {@code applied} says, for {@code change}. */
  void begin(Change change, Waiting applied, Role role) {
    Flushing started = new Flushing(change);
    underWay.add(started);
    ports.background(
        () -> {
          for (long dataId : applied.flushes()) {
            opened.data().sync(dataId);
          }
        },
        () -> flushed(started));
    role.flush(applied.sn(), applied.flushes(), () -> flushed(started));
  }

  private void flushed(Flushing each) {
    if (--each.left == 0 && underWay.remove(each)) {
      answer.accept(each.change);
    }
  }

  /** Waits for nothing any more; returns the changes that have no answer. */
  List<Change> abandon() {
    List<Change> unanswered = new ArrayList<>();
    underWay.forEach(each -> unanswered.add(each.change));
    underWay.clear();
    return unanswered;
  }
}
