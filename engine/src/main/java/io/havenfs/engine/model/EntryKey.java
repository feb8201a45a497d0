package io.havenfs.engine.model;

/** A directory entry by name. Ordered by directory, then by name. */
public record EntryKey(long directory, Name name) implements Comparable<EntryKey> {
  @Override
  public int compareTo(EntryKey other) {
    int byDirectory = Long.compareUnsigned(directory, other.directory);
    return byDirectory != 0 ? byDirectory : name.compareTo(other.name);
  }
}
