package io.havenfs.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.seeded.Seeded;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AclModeTest {
  private static final Who BOB = Who.user(5);

  @Test
  void modeComesFromThreeSpecialEntries() {
    Acl acl =
        new Acl(
            List.of(
                Ace.allow(BOB, AceMask.ALL),
                Ace.deny(Who.GROUP, AceMask.WRITE_DATA),
                Ace.allow(Who.OWNER, AceMask.READ_DATA | AceMask.WRITE_DATA),
                new Ace(true, AceFlag.INHERIT_ONLY, AceMask.ALL, Who.EVERYONE),
                Ace.allow(
                    Who.EVERYONE, AceMask.APPEND_DATA | AceMask.WRITE_DATA | AceMask.EXECUTE)));
    assertThat(AclMode.of(acl)).isEqualTo(0713);
  }

  @Test
  void chmodIsExact() {
    Seeded.run(
        10_000,
        random -> {
          Acl acl = anyShape(random);
          int mode = random.nextInt(01000);
          Acl changed = AclMode.changed(acl, mode);
          assertThat(AclMode.of(changed)).as("%s %o %s", acl, mode, changed).isEqualTo(mode);
          assertThat(AclMode.changed(changed, mode)).isEqualTo(changed);
          grantsWhatItShows(changed, mode, RandomAcls.user(random));
        });
  }

  private static Acl anyShape(RandomGenerator random) {
    return random.nextInt(4) == 0
        ? PosixTranslation.toAcl(RandomAcls.posixes(random))
        : RandomAcls.acl(random);
  }

  private static void grantsWhatItShows(Acl acl, int mode, RandomAcls.User user) {
    int granted = RandomAcls.granted(acl, user);
    boolean listed =
        acl.entries().stream()
            .filter(ace -> ace.isEffective() && ace.who().isNamed())
            .anyMatch(ace -> ace.who().matches(user, RandomAcls.OWNER, RandomAcls.GROUP));
    if (user.uid() == RandomAcls.OWNER) {
      assertThat(granted).isEqualTo(mode >> 6);
    } else if (listed || user.inGroup(RandomAcls.GROUP)) {
      assertThat(granted & ~(mode >> 3)).as("%s %o %s", acl, mode, user).isZero();
    } else {
      assertThat(granted).isEqualTo(mode & 7);
    }
  }

  @Test
  void chmodKeepsWhatIsInheritedAndWhatNoModeHas() {
    int inherited = AceFlag.FILE_INHERIT | AceFlag.DIRECTORY_INHERIT;
    Acl acl =
        new Acl(
            List.of(
                new Ace(true, inherited, AceMask.ALL, BOB),
                Ace.deny(Who.EVERYONE, AceMask.DELETE)));
    assertThat(AclMode.changed(acl, 0750).entries())
        .contains(
            Ace.allow(BOB, AceMask.ALL & ~AceMask.ofPermissions(2)),
            new Ace(true, inherited | AceFlag.INHERIT_ONLY, AceMask.ALL, BOB),
            Ace.deny(Who.EVERYONE, AceMask.DELETE));
  }

  @Test
  void chmodAgainAndAgainDoesNotGrow() {
    Seeded.run(
        500,
        random -> {
          Acl first = AclMode.changed(RandomAcls.acl(random), 0);
          Acl acl = first;
          for (int i = 0; i < 50; i++) {
            acl = AclMode.changed(acl, random.nextInt(01000));
          }
          assertThat(acl.entries().size()).isLessThan(first.entries().size() + 7 * 3 + 3);
        });
  }

  @Test
  void firstMatchDecidesEachBit() {
    Acl acl =
        new Acl(
            List.of(
                Ace.deny(Who.group(11), AceMask.WRITE_DATA),
                Ace.allow(BOB, AceMask.READ_DATA | AceMask.WRITE_DATA)));
    RandomAcls.User member = new RandomAcls.User(5, Set.of(11));
    int wanted = AceMask.READ_DATA | AceMask.WRITE_DATA | AceMask.DELETE;
    assertThat(Evaluator.decide(acl, member, 1, 10, wanted))
        .isEqualTo(new Decision(AceMask.READ_DATA, AceMask.WRITE_DATA));
  }
}
