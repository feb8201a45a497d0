package io.havenfs.engine.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Ends an operation with a {@link Status} other than OK. Thrown before the operation has changed
 * anything. Carries no stack trace (a failing LOOKUP is ordinary), so one preallocated instance per
 * status is shared by all threads.
 */
public final class FsException extends RuntimeException {
  private static final Map<Status, FsException> INSTANCES = instances();

  private final Status status;

  private FsException(Status status) {
    super(status.name(), null, false, false);
    this.status = status;
  }

  /** The shared instance for {@code status}, to be thrown. */
  public static FsException of(Status status) {
    return Objects.requireNonNull(INSTANCES.get(status));
  }

  /** What the operation ends with; never {@link Status#OK}. */
  public Status status() {
    return status;
  }

  private static Map<Status, FsException> instances() {
    Map<Status, FsException> all = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      all.put(status, new FsException(status));
    }
    return Collections.unmodifiableMap(all);
  }
}
