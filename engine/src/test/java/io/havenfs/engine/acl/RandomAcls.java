package io.havenfs.engine.acl;

import io.havenfs.testkit.seeded.Generate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Random ACLs about few users and groups, so that entries meet. */
public final class RandomAcls {
  static final int OWNER = 1;
  static final int GROUP = 11;

  private RandomAcls() {}

  /** Somebody with a number and groups. */
  record User(int uid, Set<Integer> groups) implements Asker {
    @Override
    public boolean inGroup(int group) {
      return groups.contains(group);
    }
  }

  static User user(RandomGenerator random) {
    List<Integer> groups = new ArrayList<>();
    for (int gid = 10; gid < 15; gid++) {
      if (Generate.chance(random, 30)) {
        groups.add(gid);
      }
    }
    return new User(random.nextInt(6), Set.copyOf(groups));
  }

  /** Any list of entries. */
  public static Acl acl(RandomGenerator random) {
    List<Ace> entries = new ArrayList<>();
    for (int left = random.nextInt(8); left > 0; left--) {
      entries.add(ace(random));
    }
    return new Acl(entries);
  }

  private static Ace ace(RandomGenerator random) {
    Who who =
        switch (random.nextInt(5)) {
          case 0 -> Who.OWNER;
          case 1 -> Who.GROUP;
          case 2 -> Who.EVERYONE;
          case 3 -> Who.user(random.nextInt(6));
          default -> Who.group(10 + random.nextInt(5));
        };
    int mask =
        random.nextBoolean()
            ? AceMask.ofPermissions(random.nextInt(8))
            : random.nextInt() & AceMask.ALL;
    int flags = random.nextBoolean() ? 0 : random.nextInt(AceFlag.ALL + 1);
    return new Ace(Generate.chance(random, 70), flags, mask, who);
  }

  static PosixAcl posix(RandomGenerator random) {
    List<PosixAcl.Named> users = named(random, 0);
    List<PosixAcl.Named> groups = named(random, 10);
    boolean masked = !users.isEmpty() || !groups.isEmpty() || Generate.chance(random, 20);
    OptionalInt mask = masked ? OptionalInt.of(random.nextInt(8)) : OptionalInt.empty();
    return new PosixAcl(
        random.nextInt(8), users, random.nextInt(8), groups, mask, random.nextInt(8));
  }

  private static List<PosixAcl.Named> named(RandomGenerator random, int first) {
    List<PosixAcl.Named> named = new ArrayList<>();
    for (int id = first; id < first + 5; id++) {
      if (Generate.chance(random, 25)) {
        named.add(new PosixAcl.Named(id, random.nextInt(8)));
      }
    }
    return named;
  }

  static PosixAcls posixes(RandomGenerator random) {
    return new PosixAcls(
        posix(random), random.nextBoolean() ? Optional.of(posix(random)) : Optional.empty());
  }

  /** The permissions that an ACL grants. */
  static int granted(Acl acl, Asker asker) {
    return AceMask.permissions(
        Evaluator.decide(acl, asker, OWNER, GROUP, AceMask.OF_MODE).allowed());
  }
}
