package io.havenfs.nfs.nfs4.proto;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Ends an operation of a compound with a status other than NFS4_OK and no further result. Thrown
 * before the operation has changed anything. Carries no stack trace; one instance per status is
 * shared by all threads.
 */
public final class Nfs4Exception extends RuntimeException {
  private static final Map<Nfs4Status, Nfs4Exception> INSTANCES = instances();

  private final Nfs4Status status;

  private Nfs4Exception(Nfs4Status status) {
    super(status.name(), null, false, false);
    this.status = status;
  }

  /** The shared instance for {@code status}, to be thrown. */
  public static Nfs4Exception of(Nfs4Status status) {
    return Objects.requireNonNull(INSTANCES.get(status));
  }

  /** What the operation ends with. */
  public Nfs4Status status() {
    return status;
  }

  private static Map<Nfs4Status, Nfs4Exception> instances() {
    Map<Nfs4Status, Nfs4Exception> all = new EnumMap<>(Nfs4Status.class);
    for (Nfs4Status status : Nfs4Status.values()) {
      all.put(status, new Nfs4Exception(status));
    }
    return Collections.unmodifiableMap(all);
  }
}
