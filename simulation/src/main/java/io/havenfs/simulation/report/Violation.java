package io.havenfs.simulation.report;

/** Something happened in a run that must never happen. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code message} says what. */
  public Violation(String message) {
    super(message);
  }

  /** {@code message} says where, {@code cause} what. */
  public Violation(String message, Throwable cause) {
    super(message + ": " + cause, cause);
  }
}
