package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.engine.tx.Durability;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the comparison with the local file system cannot see: times, guards, overrides. */
class AttributesTest {
  private static final long DAY = 24L * 3600 * 1_000_000_000L;

  private final Fixture fixture = new Fixture();
  private final FileSystem files = fixture.files;

  private static SetAttributes times(TimeChange atime, TimeChange mtime) {
    return new SetAttributes(
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        atime,
        mtime);
  }

  @Test
  void everyChangeMovesCtimeAndTheChangeAttribute() {
    Inode file = fixture.create("f");
    Inode after = fixture.chmod(file.id(), 0600);
    assertThat(after.ctime()).isGreaterThan(file.ctime());
    assertThat(after.change()).isGreaterThan(file.change());
    assertThat(after.mtime()).isEqualTo(file.mtime());
    assertThat(fixture.tx.durability()).isEqualTo(Durability.DISK);
    fixture.tx.advance(-DAY);
    assertThat(fixture.chmod(file.id(), 0644).change()).isGreaterThan(after.change());
  }

  @Test
  void nothingWantedChangesNothing() {
    Inode file = fixture.create("f");
    assertThat(fixture.set(Fixture.BOB, file.id(), SetAttributes.NONE)).isEqualTo(file);
    assertThat(fixture.tx.rowsTouched()).isZero();
  }

  @Test
  void theGuardMustHold() {
    Inode file = fixture.create("f");
    SetAttributes wanted = SetAttributes.ofMode(0600);
    assertThat(
            fixture.run(
                () ->
                    files.setAttributes(
                        fixture.tx,
                        Credentials.ROOT,
                        file.id(),
                        wanted,
                        OptionalLong.of(file.ctime() - 1),
                        false)))
        .isEqualTo(Status.NOT_SYNC);
    assertThat(
            fixture.run(
                () ->
                    files.setAttributes(
                        fixture.tx,
                        Credentials.ROOT,
                        file.id(),
                        wanted,
                        OptionalLong.of(file.ctime()),
                        false)))
        .isEqualTo(Status.OK);
  }

  @Test
  void explicitTimesAreKeptToTheNanosecond() {
    Inode file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0666);
    Inode after =
        fixture.set(
            Fixture.ALICE, file.id(), times(new TimeChange.To(-5), new TimeChange.To(123456789)));
    assertThat(after.atime()).isEqualTo(-5);
    assertThat(after.mtime()).isEqualTo(123456789);
    assertThat(after.ctime()).isEqualTo(fixture.tx.now());
  }

  @Test
  void othersMayTouchWhatTheyMayWriteButNotSetTimes() {
    Inode file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0666);
    assertThat(timesStatus(file, TimeChange.SERVER_TIME, TimeChange.SERVER_TIME))
        .isEqualTo(Status.OK);
    assertThat(timesStatus(file, new TimeChange.To(1), TimeChange.KEEP))
        .isEqualTo(Status.NOT_OWNER);
    assertThat(timesStatus(file, TimeChange.SERVER_TIME, new TimeChange.To(1)))
        .isEqualTo(Status.NOT_OWNER);
    // utimensat(2) with one UTIME_NOW and one UTIME_OMIT is not a touch.
    assertThat(timesStatus(file, TimeChange.KEEP, TimeChange.SERVER_TIME))
        .isEqualTo(Status.NOT_OWNER);
    fixture.chmod(file.id(), 0644);
    assertThat(timesStatus(file, TimeChange.SERVER_TIME, TimeChange.SERVER_TIME))
        .isEqualTo(Status.ACCESS_DENIED);
  }

  private Status timesStatus(Inode file, TimeChange atime, TimeChange mtime) {
    return fixture.run(() -> fixture.set(Fixture.BOB, file.id(), times(atime, mtime)));
  }

  @Test
  void truncationByAnyWriterMaySayThatItIsNow() {
    Inode file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0666);
    SetAttributes wanted =
        times(TimeChange.KEEP, TimeChange.SERVER_TIME).withSize(OptionalLong.of(0));
    assertThat(fixture.set(Fixture.BOB, file.id(), wanted).mtime()).isEqualTo(fixture.tx.now());
  }

  @Test
  void settingTheSizeIsAModificationEvenToTheSameSize() {
    Inode file = fixture.create("f");
    Inode after = fixture.truncate(file.id(), 0);
    assertThat(after.mtime()).isEqualTo(fixture.tx.now());
    assertThat(after.ctime()).isEqualTo(fixture.tx.now());
  }

  @Test
  void theOwnerOfAnOpenFileNeedsNoPermissionToSetItsSize() {
    Inode file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0444);
    SetAttributes wanted = SetAttributes.NONE.withSize(OptionalLong.of(5));
    assertThat(fixture.run(() -> fixture.set(Fixture.ALICE, file.id(), wanted)))
        .isEqualTo(Status.ACCESS_DENIED);
    assertThat(overridden(Fixture.BOB, file, wanted)).isEqualTo(Status.ACCESS_DENIED);
    assertThat(overridden(Fixture.ALICE, file, wanted)).isEqualTo(Status.OK);
  }

  private Status overridden(Credentials who, Inode file, SetAttributes wanted) {
    return fixture.run(
        () -> files.setAttributes(fixture.tx, who, file.id(), wanted, OptionalLong.empty(), true));
  }

  @Test
  void sizesReachTwoToTheSixtyThird() {
    Inode file = fixture.create("f");
    fixture.write(file.id(), 0, new byte[] {1, 2, 3}, WriteStability.UNSTABLE);
    assertThat(fixture.truncate(file.id(), Long.MAX_VALUE).size()).isEqualTo(Long.MAX_VALUE);
    assertThat(fixture.read(file.id(), 1, 4)).containsExactly(2, 3, 0, 0);
    assertThat(fixture.read(file.id(), Long.MAX_VALUE - 2, 10)).containsExactly(0, 0);
    assertThat(fixture.run(() -> fixture.truncate(file.id(), -1))).isEqualTo(Status.FILE_TOO_BIG);
    fixture.write(file.id(), 10_000, new byte[] {4}, WriteStability.UNSTABLE);
    assertThat(fixture.truncate(file.id(), Long.MAX_VALUE - 1).size())
        .isEqualTo(Long.MAX_VALUE - 1);
    // The data file was not asked to become that large.
    assertThat(fixture.tx.dataChanges()).isEmpty();
    assertThat(fixture.read(file.id(), 10_000, 2)).containsExactly(4, 0);
    Fsck.check(fixture.tx);
  }

  @Test
  void onlyRegularFilesHaveASizeToSet() {
    Inode directory = fixture.mkdir("d");
    assertThat(fixture.run(() -> fixture.truncate(directory.id(), 0)))
        .isEqualTo(Status.IS_DIRECTORY);
    Inode link =
        files.makeSymlink(
            fixture.tx,
            Credentials.ROOT,
            Inode.ROOT,
            Name.of("l"),
            Fixture.bytes("x"),
            SetAttributes.NONE);
    assertThat(fixture.run(() -> fixture.truncate(link.id(), 0))).isEqualTo(Status.INVALID);
  }

  @Test
  void accessTimesMoveWhenTheySaySomething() {
    Inode file = fixture.create("f");
    long now = fixture.tx.advance(1).now();
    assertThat(files.needsAtimeUpdate(file, now)).isTrue();
    files.readAccess(fixture.tx.next(), file.id());
    Inode read = fixture.inode(file.id());
    assertThat(read.atime()).isEqualTo(fixture.tx.now());
    assertThat(read.ctime()).isEqualTo(file.ctime());
    assertThat(read.change()).isEqualTo(file.change());
    assertThat(fixture.tx.durability()).isEqualTo(Durability.MEMORY);
    assertThat(files.needsAtimeUpdate(read, read.atime() + DAY - 1)).isFalse();
    assertThat(files.needsAtimeUpdate(read, read.atime() + DAY)).isTrue();
    Inode changed = fixture.chmod(file.id(), 0600);
    assertThat(files.needsAtimeUpdate(changed, fixture.tx.now() + 1)).isTrue();
  }

  @Test
  void readingAFileThatIsGoneHarmsNothing() {
    files.readAccess(fixture.tx.next(), 12345);
    files.lastClose(fixture.tx, 12345);
    assertThat(fixture.tx.rowsTouched()).isZero();
  }

  @Test
  void nfsAccessAnswersWhatMakesSense() {
    Inode directory = fixture.mkdir(Fixture.ALICE, Inode.ROOT, "d", 0754);
    Inode file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0645);
    int all = 0x1ff;
    assertThat(files.nfsAccess(fixture.tx, Fixture.ALICE, directory, all))
        .isEqualTo(files.nfsAccessKnown(directory));
    assertThat(files.nfsAccess(fixture.tx, Fixture.BOB, directory, all))
        .isEqualTo(NfsAccess.READ | NfsAccess.XATTR_READ | NfsAccess.XATTR_LIST);
    assertThat(
            files.nfsAccess(fixture.tx, Fixture.ALICE, file, NfsAccess.LOOKUP | NfsAccess.MODIFY))
        .isEqualTo(NfsAccess.MODIFY);
    assertThat(files.nfsAccess(fixture.tx, Fixture.BOB, file, 0x3f))
        .isEqualTo(NfsAccess.READ | NfsAccess.EXECUTE);
    assertThat(
            files.nfsAccess(fixture.tx, Credentials.ROOT, fixture.create("g"), NfsAccess.EXECUTE))
        .isZero();
  }
}
