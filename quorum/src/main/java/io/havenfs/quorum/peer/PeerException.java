package io.havenfs.quorum.peer;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A connection between nodes did not come about; the message is for people. */
public final class PeerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean unreachable;

  /** With {@code message}. */
  public PeerException(String message) {
    super(message);
    this.unreachable = false;
  }

  /** With {@code message}. */
  public PeerException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private PeerException(String message, Throwable cause, boolean unreachable) {
    super(message, cause);
    this.unreachable = unreachable;
  }

  /** Nobody was there to refuse anything. */
  static PeerException unreachable(String whom, Throwable cause) {
    return new PeerException(whom + " cannot be reached: " + cause.getMessage(), cause, true);
  }

  /** The one that {@code problem} is, or that a future has wrapped in it. */
  public static Optional<PeerException> in(Throwable problem) {
    Throwable bare =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    return bare instanceof PeerException found ? Optional.of(found) : Optional.empty();
  }

  /** Whether nobody was there: what a node's restart mends, unlike a refusal. */
  public boolean isUnreachable() {
    return unreachable;
  }
}
