package io.havenfs.quorum.model;

/** Where a service's state is kept. */
public sealed interface Storage {
  /** How many nodes hold it. */
  int copies();

  /**
   * On disks of the nodes' own, by replication.
   *
   * @param copies on how many nodes; 1 survives a restart of the node, not its loss
   */
  record Replicated(int copies) implements Storage {
    /** The most copies; every one of them waits for the slowest. */
    public static final int MAX_COPIES = 7;

    public Replicated {
      if (copies < 1 || copies > MAX_COPIES) {
        throw new IllegalArgumentException(copies + " copies are not from 1 to " + MAX_COPIES);
      }
    }
  }
}
