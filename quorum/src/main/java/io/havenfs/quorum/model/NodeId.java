package io.havenfs.quorum.model;

/** A node's name: unique in the cluster, never changed. Ordered by text. */
public record NodeId(String name) implements Comparable<NodeId> {
  public NodeId {
    Names.checked("node", name);
  }

  @Override
  public int compareTo(NodeId other) {
    return name.compareTo(other.name);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
