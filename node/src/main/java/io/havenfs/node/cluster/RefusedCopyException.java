package io.havenfs.node.cluster;

import java.io.IOException;

/** What is on the disk is a copy that cannot be trusted; the message says why. */
public final class RefusedCopyException extends IOException {
  /** A refusal with its reason. */
  public RefusedCopyException(IOException reason) {
    super(reason.getMessage(), reason);
  }
}
