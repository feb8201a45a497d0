package io.havenfs.engine.client.owner;

/**
 * A state that an owner has closed, by what its stateid says. Ordered by file and counter.
 *
 * @param fileId the file
 * @param counter which state of it
 */
record ClosedKey(long fileId, int counter) implements Comparable<ClosedKey> {
  @Override
  public int compareTo(ClosedKey other) {
    int byFile = Long.compareUnsigned(fileId, other.fileId);
    return byFile != 0 ? byFile : Integer.compareUnsigned(counter, other.counter);
  }
}
