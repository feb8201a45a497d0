package io.havenfs.nfs.nfs3;

/**
 * Ends a request with one of the statuses that only NFSv3 has, and so the engine does not know.
 * Carries no stack trace.
 */
final class RefusedException extends RuntimeException {
  private final Nfsstat3 status;

  RefusedException(Nfsstat3 status) {
    super(status.name(), null, false, false);
    this.status = status;
  }

  Nfsstat3 status() {
    return status;
  }
}
