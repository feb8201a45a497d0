package io.havenfs.engine.model;

/** A directory entry by its cookie. Ordered by directory, then by cookie: the order of listings. */
public record CookieKey(long directory, long cookie) implements Comparable<CookieKey> {
  @Override
  public int compareTo(CookieKey other) {
    int byDirectory = Long.compareUnsigned(directory, other.directory);
    return byDirectory != 0 ? byDirectory : Long.compareUnsigned(cookie, other.cookie);
  }
}
