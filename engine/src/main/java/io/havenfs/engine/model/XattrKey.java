package io.havenfs.engine.model;

/** An extended attribute of a file. Ordered by file, then by name. */
public record XattrKey(long fileId, Name name) implements Comparable<XattrKey> {
  @Override
  public int compareTo(XattrKey other) {
    int byFile = Long.compareUnsigned(fileId, other.fileId);
    return byFile != 0 ? byFile : name.compareTo(other.name);
  }
}
