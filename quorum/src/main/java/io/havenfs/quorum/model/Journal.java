package io.havenfs.quorum.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened last: bounded, the oldest goes first.
 *
 * @param recorded how many events there have ever been; the last of {@code events} has this number
 * @param events oldest first
 * @param timelines of changes of primaries, oldest first
 */
public record Journal(long recorded, List<Event> events, List<Timeline> timelines) {
  /** How many events are kept. */
  public static final int MAX_EVENTS = 500;

  /** How many timelines are kept. */
  public static final int MAX_TIMELINES = 200;

  /** Nothing has happened. */
  public static final Journal EMPTY = new Journal(0, List.of(), List.of());

  public Journal {
    events = List.copyOf(events);
    timelines = List.copyOf(timelines);
  }

  /** With one more event. */
  public Journal with(Event event) {
    return new Journal(recorded + 1, appended(events, event, MAX_EVENTS), timelines);
  }

  /** With {@code timeline} added, or merged with the part that is there. */
  public Journal with(Timeline timeline) {
    for (int i = timelines.size() - 1; i >= 0; i--) {
      Timeline there = timelines.get(i);
      if (there.service().equals(timeline.service()) && there.epoch() == timeline.epoch()) {
        List<Timeline> next = new ArrayList<>(timelines);
        next.set(i, there.merged(timeline));
        return new Journal(recorded, events, next);
      }
    }
    return new Journal(recorded, events, appended(timelines, timeline, MAX_TIMELINES));
  }

  private static <T> List<T> appended(List<T> list, T value, int max) {
    List<T> next = new ArrayList<>(list.subList(Math.max(0, list.size() + 1 - max), list.size()));
    next.add(value);
    return next;
  }
}
