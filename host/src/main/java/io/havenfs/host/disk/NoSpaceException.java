package io.havenfs.host.disk;

import java.io.IOException;

/** The device, or the quota of the user this process runs as, has no room for the change. */
public final class NoSpaceException extends IOException {
  public NoSpaceException(String message) {
    super(message);
  }
}
