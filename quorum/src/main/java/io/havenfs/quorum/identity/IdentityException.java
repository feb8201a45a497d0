package io.havenfs.quorum.identity;

import java.io.IOException;

/** A node's identity is missing, spoilt or another's; the message is for people. */
public final class IdentityException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With {@code message}. */
  public IdentityException(String message) {
    super(message);
  }

  /** With {@code message}. */
  public IdentityException(String message, Throwable cause) {
    super(message, cause);
  }
}
