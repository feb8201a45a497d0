package io.havenfs.host.disk;

import java.io.IOException;

/** The file system below does not offer the operation. */
public final class UnsupportedByDiskException extends IOException {
  public UnsupportedByDiskException(String message) {
    super(message);
  }
}
