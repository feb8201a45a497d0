package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.engine.tx.Durability;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CreationTest {
  private final Fixture fixture = new Fixture();
  private final FileSystem files = fixture.files;

  private Fixture.Outcome<Created> create(Credentials who, Name name, CreateMode mode) {
    return create(who, name, mode, SetAttributes.NONE);
  }

  private Fixture.Outcome<Created> create(
      Credentials who, Name name, CreateMode mode, SetAttributes attributes) {
    return fixture.call(
        () -> files.createFile(fixture.tx, who, Inode.ROOT, name, mode, attributes));
  }

  @Test
  void formatMakesARoot() {
    Inode root = fixture.inode(Inode.ROOT);
    assertThat(root.isDirectory()).isTrue();
    assertThat(root.parent()).isEqualTo(Inode.ROOT);
    assertThat(root.links()).isEqualTo(2);
    assertThat(fixture.lookup(Inode.ROOT, "..")).isEqualTo(root);
    assertThat(fixture.lookup(Inode.ROOT, ".")).isEqualTo(root);
  }

  @Test
  void aNewFileIsDurableAndTakesFewRows() {
    Inode file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0640);
    // The object, its directory, two rows of the entry, usage of its owner and its group.
    assertThat(fixture.tx.rowsTouched()).isEqualTo(6);
    assertThat(fixture.tx.durability()).isEqualTo(Durability.DISK);
    assertThat(file.uid()).isEqualTo(1001);
    assertThat(file.gid()).isEqualTo(2001);
    assertThat(file.mode()).isEqualTo(0640);
    assertThat(file.links()).isEqualTo(1);
    assertThat(file.atime()).isEqualTo(fixture.tx.now());
    assertThat(file.mtime()).isEqualTo(fixture.tx.now());
    assertThat(file.ctime()).isEqualTo(fixture.tx.now());
    assertThat(file.generation()).isNotZero();
    assertThat(fixture.lookup(Inode.ROOT, "f")).isEqualTo(file);
    Inode root = fixture.inode(Inode.ROOT);
    assertThat(root.mtime()).isEqualTo(fixture.tx.now());
    assertThat(root.entries()).isEqualTo(1);
  }

  @Test
  void aRemovalTakesFewRows() {
    fixture.create("f");
    fixture.remove(Inode.ROOT, "f");
    assertThat(fixture.tx.rowsTouched()).isEqualTo(6);
  }

  @Test
  void namesAreChecked() {
    assertThat(create(Fixture.ALICE, new Name(new byte[0]), CreateMode.GUARDED).status())
        .isEqualTo(Status.INVALID);
    for (String bad : new String[] {".", "..", "a/b", "a\0b"}) {
      assertThat(create(Fixture.ALICE, Name.of(bad), CreateMode.GUARDED).status())
          .as(bad)
          .isEqualTo(Status.BAD_NAME);
    }
    assertThat(create(Fixture.ALICE, Name.of("x".repeat(256)), CreateMode.GUARDED).status())
        .isEqualTo(Status.NAME_TOO_LONG);
    assertThat(create(Fixture.ALICE, Name.of("x".repeat(255)), CreateMode.GUARDED).status())
        .isEqualTo(Status.OK);
    Name raw = new Name(new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    assertThat(create(Fixture.ALICE, raw, CreateMode.GUARDED).status()).isEqualTo(Status.OK);
    assertThat(create(Fixture.ALICE, Name.of("..."), CreateMode.GUARDED).status())
        .isEqualTo(Status.OK);
  }

  @Test
  void anExclusiveCreateKnowsItsOwnRetry() {
    CreateMode first = new CreateMode.Exclusive(0);
    Created made = create(Fixture.ALICE, Name.of("f"), first).value().getFirst();
    assertThat(made.created()).isTrue();
    Created again = create(Fixture.ALICE, Name.of("f"), first).value().getFirst();
    assertThat(again.inode()).isEqualTo(made.inode());
    assertThat(again.created()).isTrue();
    assertThat(create(Fixture.ALICE, Name.of("f"), new CreateMode.Exclusive(7)).status())
        .isEqualTo(Status.EXISTS);
    assertThat(create(Fixture.ALICE, Name.of("f"), CreateMode.GUARDED).status())
        .isEqualTo(Status.EXISTS);
  }

  @Test
  void noVerifierIsNotAVerifierOfZero() {
    create(Fixture.ALICE, Name.of("f"), CreateMode.GUARDED);
    assertThat(create(Fixture.ALICE, Name.of("f"), new CreateMode.Exclusive(0)).status())
        .isEqualTo(Status.EXISTS);
  }

  @Test
  void uncheckedTakesWhatIsThereAndTruncatesIt() {
    Inode file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0600);
    fixture.write(file.id(), 0, new byte[100], WriteStability.UNSTABLE);
    Created open = create(Fixture.BOB, Name.of("f"), CreateMode.UNCHECKED).value().getFirst();
    assertThat(open.created()).isFalse();
    assertThat(open.inode().size()).isEqualTo(100);
    SetAttributes empty = SetAttributes.NONE.withSize(OptionalLong.of(0));
    assertThat(create(Fixture.BOB, Name.of("f"), CreateMode.UNCHECKED, empty).status())
        .isEqualTo(Status.ACCESS_DENIED);
    Created cut =
        create(Fixture.ALICE, Name.of("f"), CreateMode.UNCHECKED, empty).value().getFirst();
    assertThat(cut.inode().size()).isZero();
  }

  @Test
  void uncheckedTakesRegularFilesOnly() {
    fixture.mkdir("d");
    files.makeSymlink(
        fixture.tx,
        Fixture.ALICE,
        Inode.ROOT,
        Name.of("l"),
        Fixture.bytes("x"),
        SetAttributes.NONE);
    files.makeNode(
        fixture.tx, Fixture.ALICE, Inode.ROOT, Name.of("p"), FileType.FIFO, 0, SetAttributes.NONE);
    assertThat(create(Fixture.ALICE, Name.of("d"), CreateMode.UNCHECKED).status())
        .isEqualTo(Status.IS_DIRECTORY);
    assertThat(create(Fixture.ALICE, Name.of("l"), CreateMode.UNCHECKED).status())
        .isEqualTo(Status.IS_SYMLINK);
    assertThat(create(Fixture.ALICE, Name.of("p"), CreateMode.UNCHECKED).status())
        .isEqualTo(Status.WRONG_TYPE);
  }

  @Test
  void onlyRootGivesNewFilesAway() {
    SetAttributes bobs = owner(OptionalInt.of(1002), OptionalInt.of(2002));
    assertThat(create(Fixture.ALICE, Name.of("f"), CreateMode.GUARDED, bobs).status())
        .isEqualTo(Status.NOT_OWNER);
    SetAttributes own = owner(OptionalInt.of(1001), OptionalInt.of(2003));
    assertThat(create(Fixture.ALICE, Name.of("g"), CreateMode.GUARDED, own).status())
        .isEqualTo(Status.OK);
    Inode file =
        create(Credentials.ROOT, Name.of("h"), CreateMode.GUARDED, bobs).value().getFirst().inode();
    assertThat(file.uid()).isEqualTo(1002);
    assertThat(file.gid()).isEqualTo(2002);
  }

  private static SetAttributes owner(OptionalInt uid, OptionalInt gid) {
    return new SetAttributes(
        OptionalInt.empty(), uid, gid, OptionalLong.empty(), TimeChange.KEEP, TimeChange.KEEP);
  }

  @Test
  void aSymbolicLinkHoldsUpToFourThousandNinetySixBytes() {
    Bytes longest = new Bytes(new byte[FileLimits.MAX_SYMLINK]);
    Inode link = symlink("l", longest).value().getFirst();
    assertThat(link.size()).isEqualTo(FileLimits.MAX_SYMLINK);
    assertThat(files.readLink(fixture.tx, link)).isEqualTo(longest);
    assertThat(symlink("m", new Bytes(new byte[FileLimits.MAX_SYMLINK + 1])).status())
        .isEqualTo(Status.NAME_TOO_LONG);
    assertThat(symlink("n", Bytes.EMPTY).status()).isEqualTo(Status.INVALID);
    assertThat(fixture.run(() -> files.readLink(fixture.tx, fixture.inode(Inode.ROOT))))
        .isNotEqualTo(Status.OK);
    fixture.remove(Inode.ROOT, "l");
    Fsck.check(fixture.tx);
  }

  private Fixture.Outcome<Inode> symlink(String name, Bytes target) {
    return fixture.call(
        () ->
            files.makeSymlink(
                fixture.tx, Fixture.ALICE, Inode.ROOT, Name.of(name), target, SetAttributes.NONE));
  }

  @Test
  void onlyRootMakesDevices() {
    long device = (8L << 32) | 1;
    assertThat(node(Fixture.ALICE, "d", FileType.BLOCK_DEVICE, device).status())
        .isEqualTo(Status.NOT_OWNER);
    Inode made = node(Credentials.ROOT, "d", FileType.BLOCK_DEVICE, device).value().getFirst();
    assertThat(made.device()).isEqualTo(device);
    assertThat(node(Fixture.ALICE, "s", FileType.SOCKET, device).value().getFirst().device())
        .isZero();
    assertThat(node(Credentials.ROOT, "r", FileType.REGULAR, 0).status())
        .isEqualTo(Status.WRONG_TYPE);
  }

  private Fixture.Outcome<Inode> node(Credentials who, String name, FileType type, long device) {
    return fixture.call(
        () ->
            files.makeNode(
                fixture.tx, who, Inode.ROOT, Name.of(name), type, device, SetAttributes.NONE));
  }

  @Test
  void createCannotHappenInWhatIsNoDirectory() {
    Inode file = fixture.create("f");
    Inode link = symlink("l", Fixture.bytes("x")).value().getFirst();
    assertThat(fixture.run(() -> fixture.create(Credentials.ROOT, file.id(), "g", 0644)))
        .isEqualTo(Status.NOT_DIRECTORY);
    assertThat(fixture.run(() -> fixture.create(Credentials.ROOT, link.id(), "g", 0644)))
        .isEqualTo(Status.IS_SYMLINK);
    assertThat(fixture.run(() -> fixture.create(Credentials.ROOT, 99_999, "g", 0644)))
        .isEqualTo(Status.STALE);
  }

  @Test
  void linksEntriesAndSubdirectoriesHaveLimits() {
    FileLimits few = new FileLimits(1 << 20, 1 << 20, 100, 4, 5, 100, 0, AccessTimes.RELATIVE);
    Fixture small = new Fixture(few, 1);
    Inode file = small.create("f");
    for (int i = 0; i < 3; i++) {
      link(small, file, "l" + i);
    }
    assertThat(small.run(() -> link(small, file, "l3"))).isEqualTo(Status.TOO_MANY_LINKS);
    small.mkdir("d");
    assertThat(small.run(() -> small.create("g"))).isEqualTo(Status.NO_SPACE);
    small.remove(Inode.ROOT, "l0");
    small.remove(Inode.ROOT, "l1");
    small.mkdir("e");
    assertThat(small.run(() -> small.mkdir("x"))).isEqualTo(Status.TOO_MANY_LINKS);
    small.create("g");
    Fsck.check(small.tx);
  }

  private static void link(Fixture fixture, Inode file, String name) {
    fixture.files.link(fixture.tx, Credentials.ROOT, file.id(), Inode.ROOT, Name.of(name));
  }

  @Test
  void directoriesHaveOneName() {
    Inode directory = fixture.mkdir("d");
    assertThat(fixture.run(() -> link(fixture, directory, "e"))).isEqualTo(Status.IS_DIRECTORY);
  }

  @Test
  void aFullDiskTakesNoNewNames() {
    fixture.create("old");
    fixture.available = 0;
    assertThat(fixture.run(() -> fixture.create("f"))).isEqualTo(Status.NO_SPACE);
    assertThat(fixture.run(() -> fixture.mkdir("d"))).isEqualTo(Status.NO_SPACE);
    assertThat(fixture.run(() -> fixture.remove(Inode.ROOT, "old"))).isEqualTo(Status.OK);
  }
}
