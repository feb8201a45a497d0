package io.havenfs.engine.client.open;

/** A state by what its stateid says. Ordered by file, then by counter, both unsigned. */
record StateKey(long fileId, int counter) implements Comparable<StateKey> {
  @Override
  public int compareTo(StateKey other) {
    int byFile = Long.compareUnsigned(fileId, other.fileId);
    return byFile != 0 ? byFile : Integer.compareUnsigned(counter, other.counter);
  }

  /** The stateid of the state at {@code sequence}. */
  Stateid at(int sequence) {
    return new Stateid(sequence, fileId, counter);
  }
}
