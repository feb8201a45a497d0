package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import org.junit.jupiter.api.Test;

class XattrsTest {
  private final Fixture fixture = new Fixture();
  private final FileSystem files = fixture.files;

  private Status set(Credentials who, long file, String name, int length) {
    Bytes value = new Bytes(new byte[length]);
    return fixture.run(
        () -> files.setXattr(fixture.tx, who, file, Name.of(name), value, XattrMode.EITHER));
  }

  private Status get(Credentials who, long file, String name) {
    return fixture.run(() -> files.xattr(fixture.tx, who, fixture.inode(file), Name.of(name)));
  }

  @Test
  void sizesAreLimited() {
    long file = fixture.create("f").id();
    assertThat(set(Credentials.ROOT, file, "a", FileLimits.MAX_XATTR_VALUE)).isEqualTo(Status.OK);
    assertThat(set(Credentials.ROOT, file, "a", FileLimits.MAX_XATTR_VALUE + 1))
        .isEqualTo(Status.XATTR_TOO_BIG);
    assertThat(set(Credentials.ROOT, file, "", 1)).isEqualTo(Status.INVALID);
    assertThat(set(Credentials.ROOT, file, "x".repeat(256), 1)).isEqualTo(Status.NAME_TOO_LONG);
    assertThat(set(Credentials.ROOT, file, "x".repeat(255), 1)).isEqualTo(Status.OK);
    for (String name : new String[] {"b", "c"}) {
      assertThat(set(Credentials.ROOT, file, name, FileLimits.MAX_XATTR_VALUE))
          .isEqualTo(Status.OK);
    }
    assertThat(set(Credentials.ROOT, file, "d", FileLimits.MAX_XATTR_VALUE))
        .isEqualTo(Status.NO_SPACE);
    assertThat(set(Credentials.ROOT, file, "c", 1)).isEqualTo(Status.OK);
    assertThat(set(Credentials.ROOT, file, "d", 60_000)).isEqualTo(Status.OK);
    Fsck.check(fixture.tx);
  }

  @Test
  void permissionsAreThoseOfTheContents() {
    long file = fixture.create(Fixture.ALICE, Inode.ROOT, "f", 0644).id();
    assertThat(set(Fixture.ALICE, file, "a", 1)).isEqualTo(Status.OK);
    assertThat(set(Fixture.BOB, file, "a", 1)).isEqualTo(Status.ACCESS_DENIED);
    assertThat(get(Fixture.BOB, file, "a")).isEqualTo(Status.OK);
    assertThat(get(Fixture.BOB, file, "b")).isEqualTo(Status.NO_XATTR);
    fixture.chmod(file, 0600);
    assertThat(get(Fixture.BOB, file, "a")).isEqualTo(Status.ACCESS_DENIED);
  }

  @Test
  void inAStickyDirectoryOnlyItsOwnerSetsThem() {
    long directory = fixture.mkdir(Fixture.ALICE, Inode.ROOT, "d", 01777).id();
    assertThat(set(Fixture.BOB, directory, "a", 1)).isEqualTo(Status.NOT_OWNER);
    assertThat(set(Fixture.ALICE, directory, "a", 1)).isEqualTo(Status.OK);
  }

  @Test
  void symbolicLinksHaveNone() {
    Inode link =
        files.makeSymlink(
            fixture.tx,
            Credentials.ROOT,
            Inode.ROOT,
            Name.of("l"),
            Fixture.bytes("x"),
            SetAttributes.NONE);
    assertThat(set(Credentials.ROOT, link.id(), "a", 1)).isEqualTo(Status.NOT_OWNER);
    assertThat(get(Credentials.ROOT, link.id(), "a")).isEqualTo(Status.NO_XATTR);
    assertThat(files.xattrs(fixture.tx, Credentials.ROOT, link)).isEmpty();
  }

  @Test
  void changesMoveCtimeAndTheChangeAttribute() {
    Inode file = fixture.create("f");
    assertThat(set(Credentials.ROOT, file.id(), "a", 1)).isEqualTo(Status.OK);
    Inode after = fixture.inode(file.id());
    assertThat(after.ctime()).isEqualTo(fixture.tx.now());
    assertThat(after.change()).isGreaterThan(file.change());
    assertThat(after.mtime()).isEqualTo(file.mtime());
  }
}
