package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.acl.Ace;
import io.havenfs.engine.acl.AceFlag;
import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.acl.PosixAcl;
import io.havenfs.engine.acl.PosixAcls;
import io.havenfs.engine.acl.PosixTranslation;
import io.havenfs.engine.acl.RandomAcls;
import io.havenfs.engine.acl.Who;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AclsTest {
  private static final Credentials ALICE = Fixture.ALICE;
  private static final Credentials BOB = Fixture.BOB;
  private static final Who TO_BOB = Who.user(BOB.uid());
  private static final int READ = AceMask.READ_DATA;
  private static final int WRITE = AceMask.WRITE_DATA;
  private static final int INHERITED = AceFlag.INHERITABLE;

  private final Fixture fixture = new Fixture();
  private final FileSystem files = fixture.files;

  private Inode give(long id, Ace... entries) {
    return fixture.set(ALICE, id, SetAttributes.NONE.withAcl(acl(entries)));
  }

  private static Acl acl(Ace... entries) {
    return new Acl(List.of(entries));
  }

  private static Ace all(Who who) {
    return Ace.allow(who, AceMask.ofPermissions(7));
  }

  private int may(Credentials who, long id, int wanted) {
    return files.access(fixture.tx, who, fixture.inode(id), wanted);
  }

  private long file(int mode) {
    return fixture.create(ALICE, Inode.ROOT, "f", mode).id();
  }

  private Status write(Credentials who, long id, long offset) {
    return fixture.run(
        () ->
            files.write(
                fixture.tx,
                who,
                id,
                offset,
                Unpooled.wrappedBuffer(new byte[1]),
                WriteStability.UNSTABLE,
                false));
  }

  @Test
  void anAclGrantsAndDeniesBesideTheMode() {
    long id = file(0600);
    Inode given = give(id, Ace.allow(TO_BOB, READ), Ace.deny(Who.OWNER, WRITE), all(Who.OWNER));
    assertThat(given.hasAcl()).isTrue();
    assertThat(given.mode()).isEqualTo(0500);
    assertThat(may(BOB, id, READ | WRITE)).isEqualTo(READ);
    assertThat(may(ALICE, id, READ | WRITE)).isEqualTo(READ);
    assertThat(may(Credentials.ROOT, id, READ | WRITE)).isEqualTo(READ | WRITE);
    assertThat(files.nfsAccess(fixture.tx, BOB, given, 0x3f)).isEqualTo(NfsAccess.READ);
    Fsck.check(fixture.tx);
  }

  @Test
  void anAclThatAModeCanSayIsNotStored() {
    long id = file(0600);
    give(id, all(TO_BOB), all(Who.OWNER));
    Acl mode = PosixTranslation.ofMode(0644);
    Inode after = fixture.set(ALICE, id, SetAttributes.NONE.withAcl(mode));
    assertThat(after.hasAcl()).isFalse();
    assertThat(after.mode()).isEqualTo(0644);
    assertThat(files.acl(fixture.tx, BOB, after)).isEqualTo(mode);
    Fsck.check(fixture.tx);
  }

  @Test
  void chmodIsExactAndLimitsWhoIsNamed() {
    long id = file(0600);
    give(id, all(TO_BOB), all(Who.OWNER));
    assertThat(fixture.chmod(id, 0640).mode()).isEqualTo(0640);
    assertThat(may(BOB, id, READ | WRITE)).isEqualTo(READ);
    Fsck.check(fixture.tx);
  }

  @Test
  void modeAndAclTogetherAreTheAclWithTheModesHighBits() {
    long id = file(0600);
    Inode after = fixture.set(ALICE, id, SetAttributes.ofMode(04777).withAcl(acl(all(Who.OWNER))));
    assertThat(after.mode()).isEqualTo(04700);
  }

  @Test
  void onlyOwnersAndWhomTheyLetChangeAcls() {
    long id = file(0644);
    SetAttributes change = SetAttributes.NONE.withAcl(acl(all(TO_BOB)));
    assertThat(fixture.run(() -> fixture.set(BOB, id, change))).isEqualTo(Status.NOT_OWNER);
    give(id, Ace.allow(TO_BOB, AceMask.WRITE_ACL));
    assertThat(fixture.set(BOB, id, SetAttributes.ofMode(06755)).mode()).isEqualTo(0755);
    assertThat(fixture.set(BOB, id, change).hasAcl()).isTrue();
    assertThat(may(ALICE, id, AceMask.WRITE_ACL | AceMask.READ_ACL))
        .isEqualTo(AceMask.WRITE_ACL | AceMask.READ_ACL);
  }

  @Test
  void theAclItselfCanBeHidden() {
    long id = file(0644);
    give(id, Ace.deny(TO_BOB, AceMask.READ_ACL), all(Who.EVERYONE));
    assertThat(fixture.run(() -> files.acl(fixture.tx, BOB, fixture.inode(id))))
        .isEqualTo(Status.ACCESS_DENIED);
    assertThat(fixture.run(() -> files.acl(fixture.tx, ALICE, fixture.inode(id))))
        .isEqualTo(Status.OK);
  }

  @Test
  void whoMayWriteAttributesSetsTimesAndWhoMayWriteTheOwnerTakesFiles() {
    long id = file(0644);
    SetAttributes times =
        new SetAttributes(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            TimeChange.KEEP,
            new TimeChange.To(5));
    SetAttributes take = owner(BOB.uid());
    give(id, Ace.allow(TO_BOB, AceMask.READ_DATA));
    assertThat(fixture.run(() -> fixture.set(BOB, id, times))).isEqualTo(Status.NOT_OWNER);
    assertThat(fixture.run(() -> fixture.set(BOB, id, take))).isEqualTo(Status.NOT_OWNER);
    give(id, Ace.allow(TO_BOB, AceMask.WRITE_ATTRIBUTES | AceMask.WRITE_OWNER));
    assertThat(fixture.set(BOB, id, times).mtime()).isEqualTo(5);
    assertThat(fixture.run(() -> fixture.set(BOB, id, owner(7)))).isEqualTo(Status.NOT_OWNER);
    assertThat(fixture.set(BOB, id, take).uid()).isEqualTo(BOB.uid());
  }

  private static SetAttributes owner(int uid) {
    return new SetAttributes(
        OptionalInt.empty(),
        OptionalInt.of(uid),
        OptionalInt.empty(),
        OptionalLong.empty(),
        TimeChange.KEEP,
        TimeChange.KEEP);
  }

  @Test
  void whoMayOnlyAppendWritesAtTheEnd() {
    long id = file(0600);
    give(id, Ace.allow(TO_BOB, AceMask.APPEND_DATA), all(Who.OWNER));
    assertThat(write(ALICE, id, 9)).isEqualTo(Status.OK);
    assertThat(write(BOB, id, 10)).isEqualTo(Status.OK);
    assertThat(write(BOB, id, 3)).isEqualTo(Status.ACCESS_DENIED);
  }

  private Status remove(Credentials who, long directory) {
    return fixture.run(() -> files.remove(fixture.tx, who, directory, Name.of("f")));
  }

  @Test
  void eitherRightToDeleteWillDo() {
    long directory = fixture.mkdir(ALICE, Inode.ROOT, "d", 0755).id();
    long id = fixture.create(ALICE, directory, "f", 0600).id();
    assertThat(remove(BOB, directory)).isEqualTo(Status.ACCESS_DENIED);
    give(id, Ace.allow(TO_BOB, AceMask.DELETE));
    assertThat(remove(BOB, directory)).isEqualTo(Status.OK);
    fixture.create(ALICE, directory, "f", 0600);
    give(directory, Ace.deny(TO_BOB, AceMask.DELETE_CHILD), all(Who.EVERYONE));
    assertThat(remove(BOB, directory)).isEqualTo(Status.ACCESS_DENIED);
    Inode now = give(directory, all(Who.EVERYONE), Ace.allow(TO_BOB, AceMask.DELETE_CHILD));
    assertThat(files.nfsAccess(fixture.tx, BOB, now, NfsAccess.DELETE)).isNotZero();
    assertThat(remove(BOB, directory)).isEqualTo(Status.OK);
    Fsck.check(fixture.tx);
  }

  @Test
  void filesAndDirectoriesAreAddedByDifferentRights() {
    long directory = fixture.mkdir(ALICE, Inode.ROOT, "d", 0755).id();
    int search = AceMask.EXECUTE;
    give(directory, Ace.allow(TO_BOB, AceMask.ADD_SUBDIRECTORY | search), all(Who.OWNER));
    assertThat(fixture.run(() -> make(directory, "x"))).isEqualTo(Status.ACCESS_DENIED);
    fixture.mkdir(BOB, directory, "e", 0755);
    give(directory, Ace.allow(TO_BOB, AceMask.ADD_FILE | search), all(Who.OWNER));
    assertThat(fixture.run(() -> make(directory, "x"))).isEqualTo(Status.OK);
  }

  private void make(long directory, String name) {
    files.createFile(
        fixture.tx, BOB, directory, Name.of(name), CreateMode.GUARDED, SetAttributes.NONE);
  }

  @Test
  void newObjectsInheritButNotTheUmask() {
    long directory = fixture.mkdir(ALICE, Inode.ROOT, "d", 0755).id();
    Ace passedOn = new Ace(true, INHERITED, AceMask.ofPermissions(7), TO_BOB);
    give(directory, passedOn, all(Who.EVERYONE));
    SetAttributes asked = SetAttributes.NONE.withMode(0666, 022);
    Inode file =
        files
            .createFile(fixture.tx, ALICE, directory, Name.of("f"), CreateMode.GUARDED, asked)
            .inode();
    assertThat(file.mode()).isEqualTo(0644);
    assertThat(may(BOB, file.id(), READ | WRITE)).isEqualTo(READ | WRITE);
    Inode below = fixture.mkdir(ALICE, directory, "e", 0755);
    assertThat(files.acl(fixture.tx, ALICE, below).isInheritable()).isTrue();
    Inode link =
        files.makeSymlink(
            fixture.tx, ALICE, directory, Name.of("l"), Fixture.bytes("x"), SetAttributes.NONE);
    assertThat(link.hasAcl()).isFalse();
    Inode plain =
        files
            .createFile(fixture.tx, ALICE, Inode.ROOT, Name.of("p"), CreateMode.GUARDED, asked)
            .inode();
    assertThat(plain.mode()).isEqualTo(0644);
    Inode plainLink =
        files.makeSymlink(
            fixture.tx,
            ALICE,
            Inode.ROOT,
            Name.of("k"),
            Fixture.bytes("x"),
            SetAttributes.NONE.withMode(0777, 022));
    assertThat(plainLink.mode()).as("nobody asks what a link permits").isEqualTo(0777);
    Fsck.check(fixture.tx);
  }

  @Test
  void anAclGivenAtCreationIsTheOne() {
    long directory = fixture.mkdir(ALICE, Inode.ROOT, "d", 0755).id();
    give(directory, new Ace(true, INHERITED, READ, TO_BOB), all(Who.EVERYONE));
    SetAttributes asked =
        SetAttributes.ofMode(0666).withAcl(acl(all(Who.OWNER), Ace.allow(TO_BOB, WRITE)));
    Inode file =
        files
            .createFile(fixture.tx, ALICE, directory, Name.of("f"), CreateMode.GUARDED, asked)
            .inode();
    assertThat(file.mode()).isEqualTo(0700);
    assertThat(may(BOB, file.id(), READ | WRITE)).isEqualTo(WRITE);
  }

  @Test
  void symbolicLinksAndLongListsAreRefused() {
    Inode link =
        files.makeSymlink(
            fixture.tx, ALICE, Inode.ROOT, Name.of("l"), Fixture.bytes("x"), SetAttributes.NONE);
    assertThat(fixture.run(() -> give(link.id(), all(TO_BOB)))).isEqualTo(Status.NOT_SUPPORTED);
    long id = file(0644);
    SetAttributes tooLong =
        SetAttributes.NONE.withAcl(new Acl(Collections.nCopies(Acl.MAX_ENTRIES + 1, all(TO_BOB))));
    assertThat(fixture.run(() -> fixture.set(ALICE, id, tooLong))).isEqualTo(Status.NO_SPACE);
  }

  @Test
  void posixAclsAreReadAsTheyWereSet() {
    long directory = fixture.mkdir(ALICE, Inode.ROOT, "d", 0755).id();
    PosixAcl acl =
        new PosixAcl(
            7, List.of(new PosixAcl.Named(BOB.uid(), 6)), 5, List.of(), OptionalInt.of(5), 0);
    PosixAcls acls = new PosixAcls(acl, Optional.of(acl));
    Inode after = files.changePosixAcls(fixture.tx, ALICE, directory, before -> acls);
    assertThat(after.mode()).isEqualTo(0750);
    assertThat(files.posixAcls(fixture.tx, BOB, after)).isEqualTo(acls);
    assertThat(fixture.run(() -> files.changePosixAcls(fixture.tx, BOB, directory, a -> acls)))
        .isEqualTo(Status.NOT_OWNER);
  }

  @Test
  void anyAclIsStoredAsItIs() {
    long id = file(0644);
    Seeded.run(
        500,
        random -> {
          Acl acl = RandomAcls.acl(random);
          fixture.set(ALICE, id, SetAttributes.NONE.withAcl(acl));
          fixture.chmod(id, random.nextInt(010000));
          Fsck.check(fixture.tx);
        });
    fixture.remove(Inode.ROOT, "f");
    Fsck.check(fixture.tx);
  }
}
