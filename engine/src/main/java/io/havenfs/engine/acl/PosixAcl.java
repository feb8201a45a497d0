package io.havenfs.engine.acl;

import java.util.List;
import java.util.OptionalInt;

/**
 * A POSIX ACL (POSIX.1e draft 17, as Linux and others have it): permissions (read 4, write 2,
 * execute 1) of the owner, of named users, of the group, of named groups and of all others. What
 * named users and groups get is limited by the mask. Immutable; named entries are sorted.
 */
public record PosixAcl(
    int owner, List<Named> users, int group, List<Named> groups, OptionalInt mask, int other) {
  private static final int ALL = 7;

  /** An entry of a user or group with a number. */
  public record Named(int id, int permissions) {}

  /** Throws {@link IllegalArgumentException} unless it is a valid one. */
  public PosixAcl {
    users = sorted(users);
    groups = sorted(groups);
    if (mask.isEmpty() && !(users.isEmpty() && groups.isEmpty())) {
      throw new IllegalArgumentException("named entries without a mask");
    }
    int bits = owner | group | mask.orElse(0) | other;
    if ((bits & ~ALL) != 0) {
      throw new IllegalArgumentException("unknown permissions");
    }
  }

  /** The ACL that the nine permission bits of a mode are. */
  public static PosixAcl ofMode(int mode) {
    return new PosixAcl(
        mode >> 6 & ALL, List.of(), mode >> 3 & ALL, List.of(), OptionalInt.empty(), mode & ALL);
  }

  private static List<Named> sorted(List<Named> named) {
    List<Named> sorted =
        named.stream().sorted((a, b) -> Integer.compareUnsigned(a.id(), b.id())).toList();
    for (int i = 0; i < sorted.size(); i++) {
      if (i > 0 && sorted.get(i).id() == sorted.get(i - 1).id()) {
        throw new IllegalArgumentException("two entries for " + sorted.get(i).id());
      }
      if ((sorted.get(i).permissions() & ~ALL) != 0) {
        throw new IllegalArgumentException("unknown permissions");
      }
    }
    return sorted;
  }

  /** Whether it says no more than a mode can. */
  public boolean isMode() {
    return mask.isEmpty();
  }

  /** The nine permission bits: the group's are the mask, where there is one. */
  public int mode() {
    return owner << 6 | mask.orElse(group) << 3 | other;
  }

  /** What a chmod makes of it: with a mask, the group's bits of the mode go there. */
  public PosixAcl withMode(int mode) {
    int middle = mode >> 3 & ALL;
    return new PosixAcl(
        mode >> 6 & ALL,
        users,
        mask.isPresent() ? group : middle,
        groups,
        mask.isPresent() ? OptionalInt.of(middle) : mask,
        mode & ALL);
  }

  /** How many entries it has. */
  public int size() {
    return 3 + users.size() + groups.size() + (mask.isPresent() ? 1 : 0);
  }

  /** The permissions that all of {@code named} together have. */
  static int union(List<Named> named) {
    return named.stream().mapToInt(Named::permissions).reduce(0, (a, b) -> a | b);
  }
}
