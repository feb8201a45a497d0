package io.havenfs.quorum.peer;

/** A connection between nodes did not come about; the message is for people. */
public final class PeerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With {@code message}. */
  public PeerException(String message) {
    super(message);
  }

  /** With {@code message}. */
  public PeerException(String message, Throwable cause) {
    super(message, cause);
  }
}
