package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.tx.Durability;
import org.junit.jupiter.api.Test;

/** Removing, replacing and renaming: what lives on, and what changes with it. */
class LifetimeTest {
  private final Fixture fixture = new Fixture();
  private final FileSystem files = fixture.files;

  @Test
  void anOpenFileOutlivesItsLastName() {
    Inode file = fixture.create("f");
    fixture.write(file.id(), 0, new byte[20_000], WriteStability.UNSTABLE);
    fixture.open.add(file.id());
    fixture.remove(Inode.ROOT, "f");
    assertThat(fixture.inode(file.id()).links()).isZero();
    assertThat(fixture.read(file.id(), 0, 20_000)).hasSize(20_000);
    Fsck.check(fixture.tx);
    files.lastClose(fixture.tx.next(), file.id());
    assertThat(fixture.inode(file.id()).links()).as("still open").isZero();
    fixture.open.clear();
    files.lastClose(fixture.tx.next(), file.id());
    assertThat(fixture.run(() -> fixture.inode(file.id()))).isEqualTo(Status.STALE);
    assertThat(fixture.tx.files()).isEmpty();
    Fsck.check(fixture.tx);
  }

  @Test
  void aFileWithoutANameGetsNoneAgain() {
    Inode file = fixture.create("f");
    fixture.open.add(file.id());
    fixture.remove(Inode.ROOT, "f");
    assertThat(
            fixture.run(
                () ->
                    files.link(fixture.tx, Credentials.ROOT, file.id(), Inode.ROOT, Name.of("g"))))
        .isEqualTo(Status.NO_ENTRY);
  }

  @Test
  void theSweepFreesWhatNobodyHasOpen() {
    for (int i = 0; i < 5; i++) {
      fixture.open.add(fixture.create("f" + i).id());
      fixture.remove(Inode.ROOT, "f" + i);
    }
    long kept = fixture.open.iterator().next();
    fixture.open.clear();
    fixture.open.add(kept);
    assertThat(files.sweepOrphans(fixture.tx.next(), 3)).isEqualTo(3);
    assertThat(files.sweepOrphans(fixture.tx.next(), 3)).isEqualTo(1);
    assertThat(files.sweepOrphans(fixture.tx.next(), 3)).isZero();
    assertThat(fixture.tx.all(FileTables.ORPHANS)).containsOnlyKeys(kept);
    Fsck.check(fixture.tx);
  }

  @Test
  void lastCloseOfAFileWithANameChangesNothing() {
    Inode file = fixture.create("f");
    files.lastClose(fixture.tx.next(), file.id());
    assertThat(fixture.inode(file.id())).isEqualTo(file);
  }

  @Test
  void removalTakesEverythingAlong() {
    Inode file = fixture.create("f");
    fixture.write(file.id(), 0, new byte[100], WriteStability.UNSTABLE);
    files.setXattr(
        fixture.tx, Credentials.ROOT, file.id(), Name.of("x"), Bytes.EMPTY, XattrMode.EITHER);
    fixture.remove(Inode.ROOT, "f");
    assertThat(fixture.tx.durability()).isEqualTo(Durability.DISK);
    assertThat(fixture.tx.all(FileTables.CONTENTS)).isEmpty();
    assertThat(fixture.tx.all(FileTables.XATTRS)).isEmpty();
    Fsck.check(fixture.tx);
  }

  @Test
  void everyNameCountsAndMovesCtime() {
    Inode file = fixture.create("f");
    Inode linked =
        files.link(fixture.tx.next(), Credentials.ROOT, file.id(), Inode.ROOT, Name.of("g"));
    assertThat(linked.links()).isEqualTo(2);
    assertThat(linked.ctime()).isEqualTo(fixture.tx.now());
    assertThat(linked.mtime()).isEqualTo(file.mtime());
    fixture.remove(Inode.ROOT, "f");
    assertThat(fixture.inode(file.id()).links()).isEqualTo(1);
    assertThat(fixture.inode(file.id()).ctime()).isEqualTo(fixture.tx.now());
  }

  @Test
  void renameMovesTimesOfEverybodyInvolved() {
    long from = fixture.mkdir("from").id();
    long to = fixture.mkdir("to").id();
    Inode file = fixture.create(Credentials.ROOT, from, "f", 0644);
    fixture.rename(from, "f", to, "g");
    long now = fixture.tx.now();
    assertThat(fixture.inode(from).mtime()).isEqualTo(now);
    assertThat(fixture.inode(to).mtime()).isEqualTo(now);
    assertThat(fixture.inode(file.id()).ctime()).isEqualTo(now);
    assertThat(fixture.inode(file.id()).mtime()).isEqualTo(file.mtime());
    assertThat(fixture.tx.durability()).isEqualTo(Durability.DISK);
  }

  @Test
  void aMovedDirectoryKnowsItsNewParent() {
    long from = fixture.mkdir("from").id();
    long to = fixture.mkdir("to").id();
    Inode child = fixture.mkdir(Credentials.ROOT, from, "c", 0755);
    fixture.rename(from, "c", to, "c");
    assertThat(fixture.lookup(child.id(), "..").id()).isEqualTo(to);
    assertThat(fixture.inode(from).links()).isEqualTo(2);
    assertThat(fixture.inode(to).links()).isEqualTo(3);
  }

  @Test
  void renamingAFileToItsOtherNameDoesNothing() {
    Inode file = fixture.create("f");
    files.link(fixture.tx.next(), Credentials.ROOT, file.id(), Inode.ROOT, Name.of("g"));
    fixture.rename(Inode.ROOT, "f", Inode.ROOT, "g");
    assertThat(fixture.tx.rowsTouched()).isZero();
    assertThat(fixture.list(Inode.ROOT)).containsExactly("f", "g");
  }

  @Test
  void aReplacedOpenFileLivesOn() {
    Inode file = fixture.create("f");
    Inode target = fixture.create("g");
    fixture.open.add(target.id());
    fixture.rename(Inode.ROOT, "f", Inode.ROOT, "g");
    assertThat(fixture.lookup(Inode.ROOT, "g").id()).isEqualTo(file.id());
    assertThat(fixture.inode(target.id()).links()).isZero();
    Fsck.check(fixture.tx);
  }

  @Test
  void removeAnyRemovesBothKinds() {
    fixture.mkdir("d");
    fixture.create("f");
    files.removeAny(fixture.tx.next(), Credentials.ROOT, Inode.ROOT, Name.of("d"));
    files.removeAny(fixture.tx.next(), Credentials.ROOT, Inode.ROOT, Name.of("f"));
    assertThat(fixture.inode(Inode.ROOT).entries()).isZero();
    Fsck.check(fixture.tx);
  }

  @Test
  void lookupOfWhatIsNotThere() {
    assertThat(fixture.run(() -> fixture.lookup(Inode.ROOT, "x"))).isEqualTo(Status.NO_ENTRY);
    assertThat(fixture.run(() -> fixture.lookup(Inode.ROOT, "x".repeat(256))))
        .isEqualTo(Status.NAME_TOO_LONG);
    Inode file = fixture.create("f");
    assertThat(fixture.run(() -> fixture.lookup(file.id(), "x"))).isEqualTo(Status.NOT_DIRECTORY);
  }
}
