package io.havenfs.engine.file;

/** A user or a group in the quota tables. Ordered by kind, then by id as unsigned. */
public record QuotaKey(QuotaKind kind, int id) implements Comparable<QuotaKey> {
  public static QuotaKey user(int uid) {
    return new QuotaKey(QuotaKind.USER, uid);
  }

  public static QuotaKey group(int gid) {
    return new QuotaKey(QuotaKind.GROUP, gid);
  }

  @Override
  public int compareTo(QuotaKey other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : Integer.compareUnsigned(id, other.id);
  }
}
