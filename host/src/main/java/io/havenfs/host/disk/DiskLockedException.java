package io.havenfs.host.disk;

import java.io.IOException;

/** Somebody else owns the tree; the message says who, as far as they left word. */
public final class DiskLockedException extends IOException {
  public DiskLockedException(String message) {
    super(message);
  }
}
