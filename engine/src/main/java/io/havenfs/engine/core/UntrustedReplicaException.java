package io.havenfs.engine.core;

import java.io.IOException;

/**
 * The replica on the disk is not one that can be trusted; the message says what was found where.
 */
public final class UntrustedReplicaException extends IOException {
  UntrustedReplicaException(String message) {
    super(message);
  }

  UntrustedReplicaException(String message, Throwable cause) {
    super(message, cause);
  }
}
