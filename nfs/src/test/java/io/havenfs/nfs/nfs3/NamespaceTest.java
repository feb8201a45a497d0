package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.tx.Durability;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** LOOKUP and the procedures that make, remove and rename. */
class NamespaceTest {
  private static final int NF3DIR = 2;
  private static final int NF3CHR = 4;
  private static final int NF3LNK = 5;
  private static final int NF3SOCK = 6;
  private static final int NF3FIFO = 7;

  private final Fixture nfs = new Fixture();

  @Test
  void aCreatedFileIsFoundWithTheSameHandleAndAttributes() {
    XdrReader created = nfs.ok(Procedure3.CREATE, Args.create(nfs.root, "a", 0640));
    FileHandle file = Fixture.made(created);
    Shown.Fattr attributes = Shown.postOp(created);
    Shown.Wcc directory = Shown.wcc(created);

    assertThat(attributes.mode()).isEqualTo(0640);
    assertThat(attributes.size()).isZero();
    assertThat(directory.after().mtime()).isGreaterThan(directory.mtimeBefore());
    assertThat(nfs.engine.state().durability()).isEqualTo(Durability.DISK);
    XdrReader found = nfs.ok(Procedure3.LOOKUP, Args.name(nfs.root, "a"));
    assertThat(FileHandle.read(found, FileHandle.MAX_LENGTH_V3)).isEqualTo(file);
    assertThat(Shown.postOp(found)).isEqualTo(attributes);
    assertThat(Shown.postOp(found)).isEqualTo(directory.after());
  }

  @Test
  void aFailedLookupShowsTheDirectory() {
    XdrReader failed = nfs.status(Nfsstat3.NFS3ERR_NOENT, Procedure3.LOOKUP, name("nothing"));

    assertThat(Shown.postOp(failed)).isEqualTo(nfs.getattr(nfs.root));
  }

  @Test
  void noLookUpLeadsAboveTheExport() {
    FileHandle child = nfs.mkdir(nfs.root, "child");

    assertThat(lookup(nfs.root, "..")).isEqualTo(nfs.root);
    assertThat(lookup(child, "..")).isEqualTo(nfs.root);
    assertThat(lookup(child, ".")).isEqualTo(child);
  }

  @Test
  void lookingUpInAFileIsRefused() {
    FileHandle file = nfs.create(nfs.root, "file");

    nfs.status(Nfsstat3.NFS3ERR_NOTDIR, Procedure3.LOOKUP, Args.name(file, "x"));
  }

  @Test
  void guardedCreateRefusesWhatExistsAndUncheckedUsesIt() {
    FileHandle file = nfs.create(nfs.root, "a");

    XdrReader refused =
        nfs.status(Nfsstat3.NFS3ERR_EXIST, Procedure3.CREATE, Args.create(nfs.root, "a", 1, 0600));
    assertThat(Shown.wcc(refused).after()).isEqualTo(nfs.getattr(nfs.root));
    assertThat(nfs.create(nfs.root, "a")).isEqualTo(file);
  }

  @Test
  void exclusiveCreateKnowsItsOwnRepetition() {
    FileHandle file = Fixture.made(nfs.ok(Procedure3.CREATE, Args.exclusive(nfs.root, "lock", 77)));

    XdrReader again = nfs.ok(Procedure3.CREATE, Args.exclusive(nfs.root, "lock", 77));
    assertThat(Fixture.made(again)).isEqualTo(file);
    nfs.status(Nfsstat3.NFS3ERR_EXIST, Procedure3.CREATE, Args.exclusive(nfs.root, "lock", 78));
  }

  @Test
  void uncheckedCreateOverAnotherTypeIsRefused() {
    nfs.ok(Procedure3.SYMLINK, Args.symlink(nfs.root, "link", "/target"));

    nfs.status(Nfsstat3.NFS3ERR_EXIST, Procedure3.CREATE, Args.create(nfs.root, "link", 0600));
  }

  @Test
  void aSymbolicLinkHoldsItsTarget() {
    XdrReader made = nfs.ok(Procedure3.SYMLINK, Args.symlink(nfs.root, "link", "../some where"));
    FileHandle link = Fixture.made(made);

    assertThat(Shown.postOp(made).type()).isEqualTo(NF3LNK);
    XdrReader read = nfs.ok(Procedure3.READLINK, link::write);
    assertThat(Shown.postOp(read).size()).isEqualTo(13);
    assertThat(read.utf8(1024)).isEqualTo("../some where");
  }

  @Test
  void onlySymbolicLinksHaveTargets() {
    XdrReader failed = nfs.status(Nfsstat3.NFS3ERR_INVAL, Procedure3.READLINK, nfs.root::write);

    assertThat(Shown.postOp(failed).type()).isEqualTo(NF3DIR);
  }

  @Test
  void devicesFifosAndSocketsAreMade() {
    Shown.Fattr device = node("tty", NF3CHR, 4, 64);
    assertThat(device.type()).isEqualTo(NF3CHR);
    assertThat(device.major()).isEqualTo(4);
    assertThat(device.minor()).isEqualTo(64);
    assertThat(node("pipe", NF3FIFO, 0, 0).type()).isEqualTo(NF3FIFO);
    assertThat(node("socket", NF3SOCK, 0, 0).type()).isEqualTo(NF3SOCK);
  }

  @Test
  void aNodeOfAnotherTypeIsBadType() {
    XdrReader refused =
        nfs.status(
            Nfsstat3.NFS3ERR_BADTYPE, Procedure3.MKNOD, Args.mknod(nfs.root, "x", NF3DIR, 0, 0));

    assertThat(Shown.wcc(refused).after()).isEqualTo(nfs.getattr(nfs.root));
  }

  @Test
  void aDirectoryCountsItsSubdirectories() {
    FileHandle directory = nfs.mkdir(nfs.root, "d");

    assertThat(nfs.getattr(nfs.root).links()).isEqualTo(3);
    nfs.status(Nfsstat3.NFS3ERR_ISDIR, Procedure3.REMOVE, name("d"));
    nfs.create(directory, "inside");
    nfs.status(Nfsstat3.NFS3ERR_NOTEMPTY, Procedure3.RMDIR, name("d"));
    nfs.ok(Procedure3.REMOVE, Args.name(directory, "inside"));
    Shown.Wcc parent = Shown.wcc(nfs.ok(Procedure3.RMDIR, name("d")));
    assertThat(parent.after().links()).isEqualTo(2);
    nfs.status(Nfsstat3.NFS3ERR_STALE, Procedure3.GETATTR, directory::write);
  }

  @Test
  void rmdirWantsADirectory() {
    nfs.create(nfs.root, "file");

    nfs.status(Nfsstat3.NFS3ERR_NOTDIR, Procedure3.RMDIR, name("file"));
  }

  @Test
  void renameShowsBothDirectories() {
    FileHandle from = nfs.mkdir(nfs.root, "from");
    FileHandle to = nfs.mkdir(nfs.root, "to");
    FileHandle file = nfs.create(from, "a");

    XdrReader renamed = nfs.ok(Procedure3.RENAME, Args.rename(from, "a", to, "b"));
    assertThat(Shown.wcc(renamed).after()).isEqualTo(nfs.getattr(from));
    assertThat(Shown.wcc(renamed).after()).isEqualTo(nfs.getattr(to));
    assertThat(lookup(to, "b")).isEqualTo(file);

    XdrReader failed =
        nfs.status(Nfsstat3.NFS3ERR_NOENT, Procedure3.RENAME, Args.rename(from, "a", to, "b"));
    assertThat(Shown.wcc(failed).after()).isEqualTo(nfs.getattr(from));
    assertThat(Shown.wcc(failed).after()).isEqualTo(nfs.getattr(to));
  }

  @Test
  void linkShowsTheFileAndTheDirectory() {
    FileHandle file = nfs.create(nfs.root, "a");

    XdrReader linked = nfs.ok(Procedure3.LINK, Args.link(file, nfs.root, "b"));
    assertThat(Shown.postOp(linked).links()).isEqualTo(2);
    assertThat(Shown.wcc(linked).after()).isEqualTo(nfs.getattr(nfs.root));
    assertThat(lookup(nfs.root, "b")).isEqualTo(file);

    XdrReader failed =
        nfs.status(Nfsstat3.NFS3ERR_EXIST, Procedure3.LINK, Args.link(file, nfs.root, "b"));
    assertThat(Shown.postOp(failed).links()).isEqualTo(2);
    assertThat(Shown.wcc(failed).after()).isEqualTo(nfs.getattr(nfs.root));
  }

  @Test
  void nothingIsRenamedOrLinkedIntoAnotherExport() {
    FileHandle file = nfs.create(nfs.root, "a");
    FileHandle elsewhere = Fixture.through(Fixture.OTHER_EXPORT, nfs.root);

    nfs.status(
        Nfsstat3.NFS3ERR_XDEV, Procedure3.RENAME, Args.rename(nfs.root, "a", elsewhere, "b"));
    nfs.status(Nfsstat3.NFS3ERR_XDEV, Procedure3.LINK, Args.link(file, elsewhere, "b"));
  }

  @Test
  void namesAreBytesAndHaveALimit() {
    byte[] odd = {(byte) 0xff, '\n', (byte) 0x80};
    byte[] tooLong = new byte[256];
    Arrays.fill(tooLong, (byte) 'x');

    nfs.ok(Procedure3.MKDIR, Args.name(nfs.root, odd).andThen(Args::nothing));
    nfs.ok(Procedure3.LOOKUP, Args.name(nfs.root, odd));
    nfs.status(
        Nfsstat3.NFS3ERR_NAMETOOLONG,
        Procedure3.MKDIR,
        Args.name(nfs.root, tooLong).andThen(Args::nothing));
    nfs.status(Nfsstat3.NFS3ERR_NAMETOOLONG, Procedure3.LOOKUP, Args.name(nfs.root, tooLong));
  }

  private Shown.Fattr node(String name, int type, int major, int minor) {
    XdrReader made = nfs.ok(Procedure3.MKNOD, Args.mknod(nfs.root, name, type, major, minor));
    assertThat(Fixture.made(made)).isEqualTo(lookup(nfs.root, name));
    return Shown.postOp(made);
  }

  private Consumer<XdrWriter> name(String name) {
    return Args.name(nfs.root, name);
  }

  private FileHandle lookup(FileHandle directory, String name) {
    XdrReader found = nfs.ok(Procedure3.LOOKUP, Args.name(directory, name));
    return FileHandle.read(found, FileHandle.MAX_LENGTH_V3);
  }
}
