package io.havenfs.engine.acl;

import static io.havenfs.engine.acl.RandomAcls.GROUP;
import static io.havenfs.engine.acl.RandomAcls.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.acl.PosixAcl.Named;
import io.havenfs.testkit.seeded.Seeded;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PosixTranslationTest {
  private static final int ALL = 7;

  @Test
  void whatWasSetIsReadAgain() {
    Seeded.run(
        5000,
        random -> {
          PosixAcls acls = RandomAcls.posixes(random);
          Acl translated = PosixTranslation.toAcl(acls);
          assertThat(PosixTranslation.exactly(translated)).contains(acls);
          assertThat(PosixApproximation.of(translated, OWNER, true)).isEqualTo(acls);
          assertThat(AclMode.of(translated)).isEqualTo(acls.access().mode());
        });
  }

  @Test
  void eachPermissionIsGrantedPreciselyAsByPosix() {
    Seeded.run(
        10_000,
        random -> {
          PosixAcls acls = RandomAcls.posixes(random);
          RandomAcls.User user = RandomAcls.user(random);
          assertThat(RandomAcls.granted(PosixTranslation.toAcl(acls), user))
              .as("%s to %s", acls, user)
              .isEqualTo(byPosix(acls.access(), user));
        });
  }

  /** The algorithm of acl(5), for each permission. */
  private static int byPosix(PosixAcl acl, RandomAcls.User user) {
    int mask = acl.mask().orElse(ALL);
    if (user.uid() == OWNER) {
      return acl.owner();
    }
    for (Named named : acl.users()) {
      if (named.id() == user.uid()) {
        return named.permissions() & mask;
      }
    }
    boolean member = user.inGroup(GROUP);
    int permissions = member ? acl.group() & mask : 0;
    for (Named named : acl.groups()) {
      if (user.inGroup(named.id())) {
        member = true;
        permissions |= named.permissions() & mask;
      }
    }
    return member ? permissions : acl.other();
  }

  @Test
  void aModeIsThreeEntriesAndWhatTheyMustDeny() {
    assertThat(PosixTranslation.ofMode(0750).entries())
        .containsExactly(
            Ace.allow(Who.OWNER, AceMask.ofClass(7, true)),
            Ace.allow(Who.GROUP, AceMask.ofClass(5, false)),
            Ace.allow(Who.EVERYONE, AceMask.ofClass(0, false)));
    assertThat(PosixTranslation.ofMode(0057).entries())
        .contains(
            Ace.deny(Who.OWNER, AceMask.ofPermissions(7)),
            Ace.deny(Who.GROUP, AceMask.ofPermissions(2)));
    for (int mode = 0; mode <= 0777; mode++) {
      assertThat(AclMode.of(PosixTranslation.ofMode(mode))).isEqualTo(mode);
      assertThat(AclMode.isJustMode(PosixTranslation.ofMode(mode))).isTrue();
    }
  }

  @Test
  void chmodChangesTheMaskAndKeepsEntries() {
    PosixAcl acl = new PosixAcl(7, List.of(new Named(5, 7)), 5, List.of(), OptionalInt.of(7), 0);
    Acl changed =
        AclMode.changed(PosixTranslation.toAcl(new PosixAcls(acl, Optional.empty())), 0640);
    assertThat(PosixTranslation.exactly(changed).orElseThrow().access())
        .isEqualTo(new PosixAcl(6, List.of(new Named(5, 7)), 5, List.of(), OptionalInt.of(4), 0));
    assertThat(AclMode.of(changed)).isEqualTo(0640);
  }

  @Test
  void aNewFileUnderADefaultAclIsAsInLinux() {
    Seeded.run(
        3000,
        random -> {
          PosixAcl inherited = RandomAcls.posix(random);
          Acl parent =
              PosixTranslation.toAcl(
                  new PosixAcls(RandomAcls.posix(random), Optional.of(inherited)));
          int mode = random.nextInt(01000);
          boolean directory = random.nextBoolean();
          Acl made =
              Inheritance.restricted(
                  Inheritance.from(parent, directory).orElseThrow(), mode, random.nextInt(01000));
          PosixAcls shown = PosixTranslation.exactly(made).orElseThrow();
          assertThat(shown.access()).isEqualTo(inherited.withMode(inherited.mode() & mode));
          assertThat(shown.inherited())
              .isEqualTo(directory ? Optional.of(inherited) : Optional.empty());
        });
  }

  @Test
  void neverShowsMoreThanIsGranted() {
    Seeded.run(10_000, PosixTranslationTest::approximate);
  }

  private static void approximate(RandomGenerator random) {
    Acl acl = RandomAcls.acl(random);
    RandomAcls.User user = RandomAcls.user(random);
    PosixAcl shown = PosixApproximation.of(acl, OWNER, true).access();
    int more = byPosix(shown, user) & ~RandomAcls.granted(acl, user);
    assertThat(more).as("%s shown as %s to %s", acl, shown, user).isZero();
  }
}
