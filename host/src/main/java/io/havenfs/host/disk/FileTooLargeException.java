package io.havenfs.host.disk;

import java.io.IOException;

/** The change would make the file larger than the file system, or an offset, can be. */
public final class FileTooLargeException extends IOException {
  public FileTooLargeException(String message) {
    super(message);
  }
}
