package io.havenfs.simulation.model;

import java.util.List;

/**
 * What the service answered; what an operation does not tell is zero or empty.
 *
 * @param outcome how it ended
 * @param file the file's id
 * @param size its units
 * @param links its names
 * @param units what was read: the numbers of the writes, 0 for what was never written, {@link
 *     #TORN} for a unit that is not of one piece
 * @param names what was listed, sorted
 */
public record Answer(
    Outcome outcome, long file, int size, int links, List<Long> units, List<String> names) {
  /** Stands for a unit that no single write left. */
  public static final long TORN = -1;

  /** How an operation ended. */
  public enum Outcome {
    DONE,
    EXISTS,
    NO_ENTRY,
    STALE,
    DENIED,
    /** Whoever waited does not want to wait any longer. */
    GIVEN_UP,
    /** Anything that a correct service would not answer here. */
    STRANGE
  }

  public Answer {
    units = List.copyOf(units);
    names = List.copyOf(names);
  }

  /** An answer without anything but its outcome. */
  public static Answer of(Outcome outcome) {
    return new Answer(outcome, 0, 0, 0, List.of(), List.of());
  }

  /** Refused; a strange status is kept as the size, for whoever reads it. */
  public static Answer refused(Outcome outcome, int status) {
    int kept = outcome == Outcome.STRANGE ? status : 0;
    return new Answer(outcome, 0, kept, 0, List.of(), List.of());
  }

  /** Done, and this is the file. */
  public static Answer file(long file) {
    return new Answer(Outcome.DONE, file, 0, 0, List.of(), List.of());
  }

  /** Done, and these are the file's attributes. */
  public static Answer attributes(long file, int size, int links) {
    return new Answer(Outcome.DONE, file, size, links, List.of(), List.of());
  }

  /** Done, and this was read. */
  public static Answer units(List<Long> units) {
    return new Answer(Outcome.DONE, 0, 0, 0, units, List.of());
  }

  /** Done, and these are the names. */
  public static Answer names(List<String> names) {
    return new Answer(Outcome.DONE, 0, 0, 0, List.of(), names);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(outcome.toString());
    if (file != 0) {
      text.append(" file ").append(file);
    }
    if (size != 0 || links != 0) {
      text.append(" size ").append(size).append(" links ").append(links);
    }
    if (!units.isEmpty()) {
      text.append(' ').append(units);
    }
    if (!names.isEmpty()) {
      text.append(' ').append(names);
    }
    return text.toString();
  }
}
