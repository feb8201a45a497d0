package io.havenfs.quorum.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one change of a service's primary went, step by step. Its parts come from several nodes, each
 * by its own clock: they are merged by service and epoch.
 *
 * @param epoch that began with it
 * @param cause why the primary changed
 * @param from the primary before, if there was one
 * @param to the new primary
 * @param stamps when each step was done: nanoseconds since 1970
 */
public record Timeline(
    ServiceId service,
    long epoch,
    Cause cause,
    Optional<NodeId> from,
    NodeId to,
    Map<Step, Long> stamps) {
  /** Why a primary changes. */
  public enum Cause {
    /** The first primary of a service, or after it was offline. */
    START,
    /** The primary's process ended: seen on its lifeline, or by its restart. */
    PROCESS_ENDED,
    /** The primary was silent for longer than its lease. */
    SILENCE,
    /** It was asked for. */
    MOVE
  }

  /** The steps, in their order. */
  public enum Step {
    /** The primary was found dead, or the move was asked for. */
    DETECTED,
    /** The new view was agreed on. */
    DECIDED,
    /** Shared storage: everybody else is cut off from it, or has left it. */
    FENCED,
    /** Shared storage: the directory can be reached, and is this node's. */
    ACQUIRED,
    /** Shared storage: log and tables are open and recovered. */
    OPENED,
    /** The new primary had the replicas in sync agree on the inherited log. */
    RECONCILED,
    /** The service's addresses are up and announced. */
    ADDRESS_UP,
    /** Clients' old connections were told to come again. */
    TICKLED,
    /** The first request came. */
    FIRST_REQUEST,
    /** The first reply left. */
    FIRST_REPLY
  }

  public Timeline {
    stamps = Map.copyOf(stamps);
  }

  /** Both parts' stamps; where both have one, the earlier. */
  public Timeline merged(Timeline other) {
    Map<Step, Long> both = new EnumMap<>(Step.class);
    both.putAll(stamps);
    other.stamps.forEach((step, at) -> both.merge(step, at, Math::min));
    return new Timeline(service, epoch, cause, from.or(other::from), to, both);
  }
}
