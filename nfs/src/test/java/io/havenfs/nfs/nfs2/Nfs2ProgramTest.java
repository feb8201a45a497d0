package io.havenfs.nfs.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All that NFSv2 can do, and what becomes of what it has no room for. */
class Nfs2ProgramTest {
  private final Server2 nfs = new Server2();

  @Test
  void whatIsObsoleteHasNoResults() {
    for (Procedure2 procedure : List.of(Procedure2.NULL, Procedure2.ROOT, Procedure2.WRITECACHE)) {
      assertThat(nfs.call(procedure, out -> {}).resultBytes()).isEmpty();
    }
    for (int number = 0; number < Procedure2.count(); number++) {
      assertThat(Procedure2.of(number).number()).isEqualTo(number);
    }
    assertThat(nfs.program.hasProcedure(2, Procedure2.count())).isFalse();
  }

  @Test
  void aFileIsWrittenReadAndCutOff() {
    FileHandle file = nfs.file("file");
    Server2.Shown written =
        Server2.Shown.read(nfs.ok(Procedure2.WRITE, Server2.write(file, 3, "text")));
    assertThat(written.size()).isEqualTo(7);
    assertThat(written.mode()).isEqualTo(0100644);
    assertThat(text(file, 0, 100)).isEqualTo("\0\0\0text");
    assertThat(text(file, 5, 1)).isEqualTo("x");
    assertThat(text(file, 900, 8)).isEmpty();
    nfs.ok(Procedure2.SETATTR, Server2.handle(file).andThen(Server2.sattr(0600, 4)));
    assertThat(nfs.getattr(file).mode()).isEqualTo(0100600);
    assertThat(text(file, 0, 8192)).isEqualTo("\0\0\0t");
    nfs.ok(Procedure2.CREATE, Server2.create(nfs.root, "file", 0644, 0));
    assertThat(nfs.getattr(file).size()).as("created again, empty").isZero();
  }

  private String text(FileHandle file, long offset, int count) {
    XdrReader results = nfs.ok(Procedure2.READ, Server2.read(file, offset, count));
    var _ = Server2.Shown.read(results);
    return new String(results.opaque(Request2.MAX_DATA), StandardCharsets.US_ASCII);
  }

  @Test
  void namesComeAndGo() {
    FileHandle file = nfs.file("one");
    FileHandle directory = nfs.directory("directory");
    nfs.ok(Procedure2.LINK, Server2.handle(file).andThen(Server2.name(directory, "two")));
    assertThat(nfs.getattr(file).links()).isEqualTo(2);
    nfs.ok(
        Procedure2.RENAME, Server2.name(directory, "two").andThen(Server2.name(nfs.root, "three")));
    assertThat(FileHandle.readV2(nfs.ok(Procedure2.LOOKUP, Server2.name(nfs.root, "three"))))
        .isEqualTo(file);
    nfs.ok(Procedure2.REMOVE, Server2.name(nfs.root, "one"));
    nfs.status(Nfsstat2.NFSERR_NOENT, Procedure2.LOOKUP, Server2.name(nfs.root, "one"));
    nfs.file("inside");
    nfs.ok(Procedure2.RMDIR, Server2.name(nfs.root, "directory"));
    nfs.status(Nfsstat2.NFSERR_STALE, Procedure2.GETATTR, Server2.handle(directory));
    nfs.status(Nfsstat2.NFSERR_NOTDIR, Procedure2.LOOKUP, Server2.name(file, "x"));
    nfs.status(
        Nfsstat2.NFSERR_NAMETOOLONG, Procedure2.REMOVE, Server2.name(nfs.root, "n".repeat(256)));
  }

  @Test
  void aSymbolicLinkIsMadeAndRead() {
    nfs.ok(
        Procedure2.SYMLINK,
        Server2.name(nfs.root, "link")
            .andThen(out -> out.utf8("some/where"))
            .andThen(Server2.sattr(0777, -1)));
    FileHandle link = FileHandle.readV2(nfs.ok(Procedure2.LOOKUP, Server2.name(nfs.root, "link")));
    assertThat(nfs.getattr(link).type()).isEqualTo(5);
    assertThat(nfs.ok(Procedure2.READLINK, Server2.handle(link)).utf8(1024))
        .isEqualTo("some/where");
  }

  /** There is no MKNOD. */
  @Test
  void specialFilesAreMadeByModeAndSize() {
    Server2.Shown device = special("device", 0020600, 0x0501);
    assertThat(device.type()).isEqualTo(4);
    assertThat(device.device()).isEqualTo(0x0501);
    Server2.Shown pipe = special("pipe", 0020600, Attributes2.FIFO_DEVICE);
    assertThat(pipe.type()).isEqualTo(4);
    assertThat(pipe.device()).isEqualTo(Attributes2.FIFO_DEVICE);
    assertThat(special("pipe2", 0010600, 0).device()).isEqualTo(Attributes2.FIFO_DEVICE);
    assertThat(special("socket", 0140600, 0).type()).isEqualTo(6);
    assertThat(special("disk", 0060600, 0x0801).type()).isEqualTo(3);
    nfs.status(
        Nfsstat2.NFSERR_INVAL, Procedure2.CREATE, Server2.create(nfs.root, "folder", 0040700, 0));
  }

  private Server2.Shown special(String name, int mode, int size) {
    XdrReader results = nfs.ok(Procedure2.CREATE, Server2.create(nfs.root, name, mode, size));
    var _ = FileHandle.readV2(results);
    return Server2.Shown.read(results);
  }

  @Test
  void aListingInSmallPiecesHasEveryNameOnce() {
    List<String> expected = new ArrayList<>(List.of(".", ".."));
    for (int i : IntStream.range(0, 60).toArray()) {
      nfs.file("file" + i);
      expected.add("file" + i);
    }
    List<String> seen = new ArrayList<>();
    long cookie = 0;
    boolean more = true;
    while (more) {
      XdrReader in = nfs.ok(Procedure2.READDIR, Server2.readdir(nfs.root, cookie, 200));
      assertThat(in.remaining()).isLessThanOrEqualTo(200);
      while (in.bool()) {
        in.skip(4);
        seen.add(in.utf8(255));
        cookie = in.uint32();
      }
      more = !in.bool();
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    nfs.status(Nfsstat2.NFSERR_INVAL, Procedure2.READDIR, Server2.readdir(nfs.root, 0, 10));
  }

  @Test
  void timesAreInMicrosecondsAndAMillionIsNow() {
    FileHandle file = nfs.file("file");
    nfs.ok(Procedure2.SETATTR, Server2.handle(file).andThen(times(5, 999_999)));
    assertThat(nfs.getattr(file).mtime()).isEqualTo(5);
    assertThat(nfs.getattr(file).micros()).isEqualTo(999_999);
    nfs.status(
        Nfsstat2.NFSERR_INVAL,
        Procedure2.SETATTR,
        Server2.handle(file).andThen(times(5, 1_000_001)));
    nfs.ok(Procedure2.SETATTR, Server2.handle(file).andThen(times(5, 1_000_000)));
    assertThat(nfs.getattr(file).mtime()).isNotEqualTo(5);
  }

  private static Consumer<XdrWriter> times(int seconds, int micros) {
    return out -> {
      for (int i = 0; i < 4; i++) {
        out.int32(-1);
      }
      for (int i = 0; i < 2; i++) {
        out.int32(seconds);
        out.int32(micros);
      }
    };
  }

  @Test
  void whatHasMoreThan32BitsIsCutOffAndFolded() {
    FileHandle file = nfs.file("file");
    nfs.status(
        Nfsstat2.NFSERR_FBIG,
        Procedure2.WRITE,
        Server2.write(file, Attributes2.MAX_SIZE - 1, "two"));
    nfs.status(
        Nfsstat2.NFSERR_FBIG,
        Procedure2.SETATTR,
        Server2.handle(file).andThen(Server2.sattr(-1, Integer.MIN_VALUE)));
    assertThat(Attributes2.folded(7)).isEqualTo(7);
    assertThat(Attributes2.folded(7L << 32)).isEqualTo(7);
    XdrReader statfs = nfs.ok(Procedure2.STATFS, Server2.handle(nfs.root));
    assertThat(statfs.int32()).isEqualTo(Request2.MAX_DATA);
    assertThat(statfs.int32()).isGreaterThanOrEqualTo(4096);
    assertThat(statfs.int32()).isPositive();
  }

  @Test
  void aHandleIsThatOfOtherVersionsAndIsCheckedLikeThem() {
    FileHandle file = nfs.file("file");
    nfs.status(
        Nfsstat2.NFSERR_STALE,
        Procedure2.GETATTR,
        out -> {
          FileHandle.writeV2(out, file.exportId(), file.fileId(), file.generation());
          out.truncate(FileHandle.LENGTH);
          out.int64(1);
        });
    FileHandle other = new FileHandle(file.exportId(), file.fileId(), file.generation() + 1);
    nfs.status(Nfsstat2.NFSERR_STALE, Procedure2.GETATTR, Server2.handle(other));
    FileHandle forbidden =
        new FileHandle(Server2.FORBIDDEN_EXPORT, Inode.ROOT, nfs.root.generation());
    nfs.status(Nfsstat2.NFSERR_ACCES, Procedure2.GETATTR, Server2.handle(forbidden));
    FileHandle readOnly =
        new FileHandle(Server2.READ_ONLY_EXPORT, Inode.ROOT, nfs.root.generation());
    nfs.status(Nfsstat2.NFSERR_ROFS, Procedure2.CREATE, Server2.create(readOnly, "x", 0600, 0));
    nfs.status(
        Nfsstat2.NFSERR_XDEV,
        Procedure2.LINK,
        Server2.handle(file)
            .andThen(Server2.name(new FileHandle(4, Inode.ROOT, nfs.root.generation()), "x")));
    assertThat(FileHandle.readV2(nfs.ok(Procedure2.LOOKUP, Server2.name(nfs.root, ".."))))
        .as("above the top")
        .isEqualTo(nfs.root);
  }

  /** Linux removes files that it has renamed away without waiting for that. */
  @Test
  void aListingShowsWhatTheClientDidBefore() {
    nfs.file("file");
    nfs.engine.hold();
    MemoryCall removal = nfs.call(Procedure2.REMOVE, Server2.name(nfs.root, "file"));
    MemoryCall listing = nfs.call(Procedure2.READDIR, Server2.readdir(nfs.root, 2, 1000));
    assertThat(listing.end()).isEqualTo(MemoryCall.End.OPEN);
    nfs.engine.release();
    assertThat(removal.results().int32()).isZero();
    assertThat(listing.results().remaining()).as("no name, and the end").isEqualTo(12);
  }

  @Test
  void whatMustNotBeDoneTwiceIsNot() {
    FileHandle file = nfs.file("file");
    nfs.directory("directory");
    repeated(Procedure2.SETATTR, Server2.handle(file).andThen(Server2.sattr(0600, 5)));
    repeated(Procedure2.CREATE, Server2.create(nfs.root, "new", 0600, 0));
    repeated(Procedure2.MKDIR, Server2.create(nfs.root, "dir", 0700, -1));
    repeated(
        Procedure2.SYMLINK,
        Server2.name(nfs.root, "l").andThen(out -> out.utf8("t")).andThen(Server2.sattr(-1, -1)));
    repeated(Procedure2.LINK, Server2.handle(file).andThen(Server2.name(nfs.root, "other")));
    repeated(
        Procedure2.RENAME,
        Server2.name(nfs.root, "other").andThen(Server2.name(nfs.root, "third")));
    repeated(Procedure2.REMOVE, Server2.name(nfs.root, "third"));
    repeated(Procedure2.RMDIR, Server2.name(nfs.root, "directory"));
  }

  private void repeated(Procedure2 procedure, Consumer<XdrWriter> arguments) {
    MemoryCall first = nfs.call(procedure, arguments);
    assertThat(first.results().int32()).as("%s", procedure).isZero();
    MemoryCall again = MemoryCall.make(nfs.program, nfs.header, procedure.number(), arguments);
    assertThat(again.resultBytes()).as("%s", procedure).isEqualTo(first.resultBytes());
    InetSocketAddress elsewhere = new InetSocketAddress(Server2.CLIENT.getAddress(), 701);
    MemoryCall other =
        MemoryCall.make(nfs.program, nfs.header.from(elsewhere), procedure.number(), arguments);
    if (procedure == Procedure2.REMOVE || procedure == Procedure2.RMDIR) {
      assertThat(other.results().int32()).isEqualTo(Nfsstat2.NFSERR_NOENT.code());
    }
  }
}
