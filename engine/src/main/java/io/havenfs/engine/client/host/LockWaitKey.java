package io.havenfs.engine.client.host;

/**
 * A wait by where it stands. Ordered by file, then by age.
 *
 * @param fileId the file
 * @param number grows with every wait of the service
 */
public record LockWaitKey(long fileId, long number) implements Comparable<LockWaitKey> {
  @Override
  public int compareTo(LockWaitKey other) {
    int byFile = Long.compareUnsigned(fileId, other.fileId);
    return byFile != 0 ? byFile : Long.compareUnsigned(number, other.number);
  }
}
