package io.havenfs.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.seeded.Seeded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InheritanceTest {
  private static final int F = AceFlag.FILE_INHERIT;
  private static final int D = AceFlag.DIRECTORY_INHERIT;
  private static final int N = AceFlag.NO_PROPAGATE_INHERIT;
  private static final int I = AceFlag.INHERIT_ONLY;
  private static final Who BOB = Who.user(5);

  private static Ace bob(int flags) {
    return new Ace(true, flags, AceMask.READ_DATA, BOB);
  }

  private static List<Ace> inherited(int flags, boolean byDirectory) {
    return Inheritance.from(new Acl(List.of(bob(flags))), byDirectory)
        .map(Acl::entries)
        .orElse(List.of());
  }

  @Test
  void flagsSayWhoGetsAnEntry() {
    assertThat(inherited(0, false)).isEmpty();
    assertThat(inherited(I, true)).isEmpty();
    assertThat(inherited(F, false)).containsExactly(bob(0));
    assertThat(inherited(D, false)).isEmpty();
    assertThat(inherited(F | D | N | I, false)).containsExactly(bob(0));
  }

  @Test
  void directoriesPassEntriesOn() {
    assertThat(inherited(F, true)).containsExactly(bob(F | I));
    assertThat(inherited(D, true)).containsExactly(bob(0), bob(D | I));
    assertThat(inherited(F | D | I, true)).containsExactly(bob(0), bob(F | D | I));
    assertThat(inherited(F | D | N, true)).containsExactly(bob(0));
    assertThat(inherited(F | N, true)).isEmpty();
  }

  @Test
  void classesThatInheritNothingGetTheModeLessTheUmask() {
    Acl inherited =
        new Acl(List.of(Ace.allow(BOB, AceMask.ofPermissions(7)), Ace.allow(Who.GROUP, 0)));
    Acl made = Inheritance.restricted(inherited, 0666, 0022);
    assertThat(AclMode.of(made)).isEqualTo(0604);
    assertThat(made.entries()).contains(Ace.allow(BOB, AceMask.ofPermissions(6)));
    Acl strict = Inheritance.restricted(inherited, 0644, 0);
    assertThat(strict.entries()).contains(Ace.allow(BOB, AceMask.ofPermissions(4)));
  }

  @Test
  void withoutAModeWhatIsInheritedStays() {
    Acl inherited = new Acl(List.of(Ace.allow(BOB, AceMask.ofPermissions(7)), bob(F | I)));
    Acl made = Inheritance.completed(inherited, 0640);
    assertThat(AclMode.of(made)).isEqualTo(0640);
    assertThat(made.entries()).startsWith(Ace.allow(BOB, AceMask.ofPermissions(7)));
    assertThat(made.entries()).endsWith(bob(F | I));
  }

  @Test
  void neverMoreThanTheMode() {
    Seeded.run(
        5000,
        random -> {
          Optional<Acl> inherited = Inheritance.from(RandomAcls.acl(random), random.nextBoolean());
          int mode = random.nextInt(01000);
          inherited.ifPresent(
              acl -> assertThat(AclMode.of(Inheritance.restricted(acl, mode, 0)) & ~mode).isZero());
        });
  }
}
