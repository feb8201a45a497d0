package io.havenfs.cluster.agent;

import io.havenfs.host.time.Time;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.Timeline;
import io.havenfs.quorum.model.Timeline.Cause;
import io.havenfs.quorum.model.Timeline.Step;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The new primary's part of a takeover's timeline: stamps, and hands them in. Thread-safe. */
final class TakeoverLog {
  private final Quorum quorum;
  private final Time time;
  private final ServiceId service;
  private final long epoch;
  private final Map<Step, Long> stamps = new EnumMap<>(Step.class);

  TakeoverLog(Quorum quorum, Time time, ServiceId service, long epoch) {
    this.quorum = quorum;
    this.time = time;
    this.service = service;
    this.epoch = epoch;
  }

  /**
   * That step is done; only the first time counts. When clients are answered and all steps before
   * are done (over loopback the first request may come while the addresses are still being seen to)
   * the whole is handed in. The cause is known better by whoever decided the view; his part is in
   * the journal by then, and stands.
   */
  synchronized void stamp(Step step) {
    if (stamps.putIfAbsent(step, time.wallNanos()) == null
        && stamps.containsKey(Step.TICKLED)
        && stamps.containsKey(Step.FIRST_REPLY)) {
      submit(quorum, new Timeline(service, epoch, Cause.START, Optional.empty(), self(), stamps));
    }
  }

  long epoch() {
    return epoch;
  }

  private NodeId self() {
    return quorum.self();
  }

  /** A planned move, as the primary before sees it. */
  static void handedOver(
      Quorum quorum, Time time, ServiceId service, long epoch, NodeId to, long asked) {
    submit(
        quorum,
        new Timeline(
            service,
            epoch,
            Cause.MOVE,
            Optional.of(quorum.self()),
            to,
            Map.of(Step.DETECTED, asked, Step.DECIDED, time.wallNanos())));
  }

  private static void submit(Quorum quorum, Timeline timeline) {
    var _ = quorum.submit(new Command.RecordTimeline(timeline));
  }
}
