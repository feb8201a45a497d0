package io.havenfs.engine.model;

/**
 * Ends an operation with a {@link Status} other than OK. Thrown before the operation has changed
 * anything. Carries no stack trace (a failing LOOKUP is ordinary), so one preallocated instance per
 * status is shared by all threads.
 */
public final class FsException extends RuntimeException {
  private static final FsException[] INSTANCES = instances();

  private final Status status;

  private FsException(Status status) {
    super(status.name(), null, false, false);
    this.status = status;
  }

  /** The shared instance for {@code status}, to be thrown. */
  public static FsException of(Status status) {
    return INSTANCES[status.ordinal()];
  }

  /** What the operation ends with; never {@link Status#OK}. */
  public Status status() {
    return status;
  }

  private static FsException[] instances() {
    Status[] statuses = Status.values();
    FsException[] all = new FsException[statuses.length];
    for (Status status : statuses) {
      all[status.ordinal()] = new FsException(status);
    }
    return all;
  }
}
