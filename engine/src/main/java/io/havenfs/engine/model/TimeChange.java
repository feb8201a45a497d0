package io.havenfs.engine.model;

/** What a SETATTR wants done to a time stamp. */
public sealed interface TimeChange {
  /** Leave it. */
  record Keep() implements TimeChange {}

  /** Set it to the server's time. */
  record ToServerTime() implements TimeChange {}

  /** Set it to {@code nanos} since the epoch. */
  record To(long nanos) implements TimeChange {}

  TimeChange KEEP = new Keep();
  TimeChange SERVER_TIME = new ToServerTime();
}
