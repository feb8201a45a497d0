package io.havenfs.bench.protocol;

import io.havenfs.bench.BenchException;

/** The server answered with a status that is not OK. */
public final class StatusException extends BenchException {
  private final int status;

  StatusException(String procedure, int status) {
    super(procedure + ": " + NfsStatus.name(status) + " (" + status + ")");
    this.status = status;
  }

  /** Whether the answer was NFS4ERR_DENIED: somebody else holds the lock. */
  public boolean isDenied() {
    return status == NfsStatus.DENIED;
  }
}
