package io.havenfs.engine.client.lock;

/**
 * A locked range by where it is. Ordered by file, holder and offset, all unsigned.
 *
 * @param fileId the file
 * @param holder who holds it, a number within the file
 * @param start the first byte
 */
record LockKey(long fileId, int holder, long start) implements Comparable<LockKey> {
  @Override
  public int compareTo(LockKey other) {
    int byFile = Long.compareUnsigned(fileId, other.fileId);
    if (byFile != 0) {
      return byFile;
    }
    int byHolder = Integer.compareUnsigned(holder, other.holder);
    return byHolder != 0 ? byHolder : Long.compareUnsigned(start, other.start);
  }
}
