package io.havenfs.engine.model;

import io.havenfs.engine.acl.Asker;
import java.util.Arrays;

/**
 * Who asks, after squashing: what POSIX permission checks need. The array is owned by the value.
 *
 * @param uid user id, as unsigned 32 bits in an int
 * @param gid primary group id
 * @param groups supplementary group ids
 */
public record Credentials(int uid, int gid, int[] groups) implements Asker {
  /** The superuser. */
  public static final Credentials ROOT = new Credentials(0, 0, new int[0]);

  public boolean isRoot() {
    return uid == 0;
  }

  /** Whether {@code group} is the primary or one of the supplementary groups. */
  @Override
  public boolean inGroup(int group) {
    if (group == gid) {
      return true;
    }
    for (int member : groups) {
      if (member == group) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials(int otherUid, int otherGid, int[] otherGroups)
        && uid == otherUid
        && gid == otherGid
        && Arrays.equals(groups, otherGroups);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * uid + gid) + Arrays.hashCode(groups);
  }
}
