package io.havenfs.cluster.agent;

import java.io.IOException;

/** Another process still has the shared storage open; that may end any moment. */
public final class StorageBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The message names the storage and who has it. */
  public StorageBusyException(String message, IOException cause) {
    super(message, cause);
  }
}
