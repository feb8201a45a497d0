package io.havenfs.cluster.storage;

import java.io.IOException;

/** The directory is not, or not any more, this process's; the message says whose. */
public final class NotOwnerException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With that message. */
  public NotOwnerException(String message) {
    super(message);
  }
}
