package io.havenfs.quorum.model;

/** A service's name: unique in the cluster, never changed. Ordered by text. */
public record ServiceId(String name) implements Comparable<ServiceId> {
  public ServiceId {
    Names.checked("service", name);
  }

  @Override
  public int compareTo(ServiceId other) {
    return name.compareTo(other.name);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
