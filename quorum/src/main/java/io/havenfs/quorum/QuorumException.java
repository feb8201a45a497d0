package io.havenfs.quorum;

/** It is not known whether a command was or will be applied. */
public final class QuorumException extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code message} names the action. */
  public QuorumException(String message) {
    super(message);
  }

  /** {@code message} names the action. */
  public QuorumException(String message, Throwable cause) {
    super(message, cause);
  }
}
