package io.havenfs.quorum.model;

import java.util.Optional;

/**
 * Something that happened, for operators.
 *
 * @param wallNanos when, by the clock of {@code source}; nanoseconds since 1970
 * @param source who saw it
 * @param service which service it is about, if about one
 */
public record Event(
    long wallNanos, Severity severity, NodeId source, Optional<ServiceId> service, String text) {
  /** The longest text; the rest is cut. */
  public static final int MAX_TEXT = 500;

  public Event {
    text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }
}
