package io.havenfs.engine.client.owner;

import io.havenfs.engine.client.Stored;
import io.havenfs.engine.table.Codec;

/**
 * A state that an owner has closed, by what its stateid says. Ordered by file and counter.
 *
 * @param fileId the file
 * @param counter which state of it
 */
record ClosedKey(long fileId, int counter) implements Comparable<ClosedKey> {
  /** Its stored form. */
  static final Codec<ClosedKey> CODEC =
      Stored.codec(
          (key, out) -> out.writeLong(key.fileId()).writeInt(key.counter()),
          in -> new ClosedKey(in.readLong(), in.readInt()));

  @Override
  public int compareTo(ClosedKey other) {
    int byFile = Long.compareUnsigned(fileId, other.fileId);
    return byFile != 0 ? byFile : Integer.compareUnsigned(counter, other.counter);
  }
}
