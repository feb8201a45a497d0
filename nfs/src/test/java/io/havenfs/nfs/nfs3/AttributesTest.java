package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import org.junit.jupiter.api.Test;

/** NULL, GETATTR, SETATTR, ACCESS, FSSTAT, FSINFO, PATHCONF, and who may use which export. */
class AttributesTest {
  private static final int ALL_ACCESS = 0x3f;
  private static final int ACCESS_READ = 0x01;
  private static final int ACCESS_LOOKUP = 0x02;
  private static final int ACCESS_EXECUTE = 0x20;

  private final Fixture nfs = new Fixture();
  private final FileHandle file = nfs.create(nfs.root, "file");

  @Test
  void nullAnswersNothing() {
    assertThat(nfs.call(Procedure3.NULL, out -> {}).resultBytes()).isEmpty();
  }

  @Test
  void timesAreSetAsTheClientOrAsTheServerSays() {
    XdrReader set = nfs.ok(Procedure3.SETATTR, Args.setattr(file, out -> times(out, 2, 2)));
    Shown.Fattr after = Shown.wcc(set).after();
    assertThat(after.atime()).isEqualTo(4_000_000_000_000_000_005L);
    assertThat(after.mtime()).isEqualTo(4_000_000_000_000_000_005L);

    nfs.ok(Procedure3.SETATTR, Args.setattr(file, out -> times(out, 1, 0)));
    Shown.Fattr now = nfs.getattr(file);
    assertThat(now.atime()).isEqualTo(now.ctime());
    assertThat(now.mtime()).isEqualTo(4_000_000_000_000_000_005L);
  }

  @Test
  void theGuardRefusesWhatAnotherHasChanged() {
    Shown.Fattr before = nfs.getattr(file);
    nfs.ok(Procedure3.SETATTR, Args.setattr(file, out -> Args.mode(out, 0600)));

    XdrReader refused =
        nfs.status(Nfsstat3.NFS3ERR_NOT_SYNC, Procedure3.SETATTR, out -> guarded(out, before));
    assertThat(Shown.wcc(refused).after()).isEqualTo(nfs.getattr(file));
    Shown.Fattr now = nfs.getattr(file);
    nfs.ok(Procedure3.SETATTR, out -> guarded(out, now));
    assertThat(nfs.getattr(file).size()).isEqualTo(9);
  }

  @Test
  void onlyTheOwnerChangesTheMode() {
    nfs.as(Fixture.ALICE);

    nfs.status(
        Nfsstat3.NFS3ERR_PERM, Procedure3.SETATTR, Args.setattr(file, out -> Args.mode(out, 0777)));
  }

  @Test
  void aTimeOfAThousandMillionNanosecondsIsInvalid() {
    nfs.status(
        Nfsstat3.NFS3ERR_INVAL,
        Procedure3.SETATTR,
        Args.setattr(
            file,
            out -> {
              for (int i = 0; i < 4; i++) {
                out.bool(false);
              }
              out.int32(2);
              out.int32(1);
              out.int32(1_000_000_000);
              out.int32(0);
            }));
  }

  @Test
  void accessSaysWhatTheModeAllows() {
    nfs.as(Fixture.ALICE);

    assertThat(access(file, ALL_ACCESS)).isEqualTo(ACCESS_READ);
    assertThat(access(nfs.root, ALL_ACCESS)).isEqualTo(ACCESS_READ | ACCESS_LOOKUP);
  }

  @Test
  void aReadOnlyExportAllowsNoChange() {
    FileHandle here = Fixture.through(Fixture.READ_ONLY_EXPORT, file);
    FileHandle top = Fixture.through(Fixture.READ_ONLY_EXPORT, nfs.root);

    assertThat(access(here, ALL_ACCESS) & ~ACCESS_EXECUTE).isEqualTo(ACCESS_READ);
    nfs.ok(Procedure3.READ, Args.read(here, 0, 1));
    nfs.status(
        Nfsstat3.NFS3ERR_ROFS, Procedure3.WRITE, Args.write(here, 0, Args.UNSTABLE, new byte[1]));
    nfs.status(Nfsstat3.NFS3ERR_ROFS, Procedure3.REMOVE, Args.name(top, "file"));
    nfs.status(Nfsstat3.NFS3ERR_ROFS, Procedure3.CREATE, Args.create(top, "b", 0600));
  }

  @Test
  void anExportThatIsForbiddenOrGoneShowsNothing() {
    FileHandle forbidden = Fixture.through(Fixture.FORBIDDEN_EXPORT, file);
    FileHandle gone = Fixture.through(99, file);

    XdrReader refused =
        nfs.status(Nfsstat3.NFS3ERR_ACCES, Procedure3.ACCESS, Args.access(forbidden, 1));
    assertThat(refused.bool()).isFalse();
    nfs.status(Nfsstat3.NFS3ERR_STALE, Procedure3.GETATTR, gone::write);
  }

  @Test
  void aRemovedFilesHandleIsStaleAndAMadeUpOneBad() {
    nfs.ok(Procedure3.REMOVE, Args.name(nfs.root, "file"));
    FileHandle guessed =
        new FileHandle(Fixture.EXPORT, nfs.root.fileId(), nfs.root.generation() + 1);

    nfs.status(Nfsstat3.NFS3ERR_STALE, Procedure3.GETATTR, file::write);
    nfs.status(
        Nfsstat3.NFS3ERR_STALE, Procedure3.WRITE, Args.write(file, 0, Args.UNSTABLE, new byte[1]));
    nfs.status(Nfsstat3.NFS3ERR_STALE, Procedure3.GETATTR, guessed::write);
    nfs.status(Nfsstat3.NFS3ERR_BADHANDLE, Procedure3.GETATTR, out -> out.opaque(new byte[32]));
    nfs.status(Nfsstat3.NFS3ERR_BADHANDLE, Procedure3.GETATTR, FileHandle.pseudo(1)::write);
  }

  @Test
  void capacityIsTheStorages() {
    XdrReader fsstat = nfs.ok(Procedure3.FSSTAT, nfs.root::write);

    Shown.postOp(fsstat);
    assertThat(fsstat.int64()).isEqualTo(MemoryEngine.CAPACITY.totalBytes());
    assertThat(fsstat.int64()).isEqualTo(MemoryEngine.CAPACITY.freeBytes());
    assertThat(fsstat.int64()).isEqualTo(MemoryEngine.CAPACITY.availableBytes());
    assertThat(fsstat.int64()).isEqualTo(MemoryEngine.CAPACITY.totalFiles());
    assertThat(fsstat.int64()).isEqualTo(MemoryEngine.CAPACITY.freeFiles());
    assertThat(fsstat.int64()).isEqualTo(MemoryEngine.CAPACITY.freeFiles());
    assertThat(fsstat.int32()).isZero();
    assertThat(fsstat.remaining()).isZero();
  }

  @Test
  void fsinfoTellsTheTransferSizes() {
    XdrReader fsinfo = nfs.ok(Procedure3.FSINFO, nfs.root::write);

    Shown.postOp(fsinfo);
    assertThat(fsinfo.int32()).isEqualTo(NfsContext.MAX_IO);
    fsinfo.skip(8);
    assertThat(fsinfo.int32()).isEqualTo(NfsContext.MAX_IO);
    fsinfo.skip(12);
    assertThat(fsinfo.int64()).isEqualTo(Long.MAX_VALUE);
    fsinfo.skip(12);
    assertThat(fsinfo.remaining()).isZero();
  }

  @Test
  void pathconfTellsTheLongestName() {
    XdrReader pathconf = nfs.ok(Procedure3.PATHCONF, nfs.root::write);

    Shown.postOp(pathconf);
    pathconf.skip(4);
    assertThat(pathconf.int32()).isEqualTo(255);
    pathconf.skip(16);
    assertThat(pathconf.remaining()).isZero();
  }

  @Test
  void aStoppedEngineGivesNoReplyAndClosesTheConnection() {
    nfs.engine.stop();

    MemoryCall call = nfs.call(Procedure3.MKDIR, Args.mkdir(nfs.root, "d", 0700));
    assertThat(call.end()).isEqualTo(MemoryCall.End.DROPPED);
    assertThat(call.hasClosedConnection()).isTrue();
  }

  @Test
  void anEngineWithoutRoomSaysJukeboxAndRemembersNothing() {
    nfs.engine.fill();
    MemoryCall call = nfs.call(Procedure3.MKDIR, Args.mkdir(nfs.root, "d", 0700));
    assertThat(call.results().int32()).isEqualTo(Nfsstat3.NFS3ERR_JUKEBOX.code());

    nfs.engine.drain();
    MemoryCall again =
        MemoryCall.make(
            nfs.program, nfs.header(), Procedure3.MKDIR.number(), Args.mkdir(nfs.root, "d", 0700));
    assertThat(again.results().int32()).isEqualTo(Nfsstat3.NFS3_OK.code());
  }

  private int access(FileHandle object, int wanted) {
    XdrReader results = nfs.ok(Procedure3.ACCESS, Args.access(object, wanted));
    Shown.postOp(results);
    return results.int32();
  }

  private static void times(XdrWriter out, int atimeHow, int mtimeHow) {
    for (int i = 0; i < 4; i++) {
      out.bool(false);
    }
    for (int how : new int[] {atimeHow, mtimeHow}) {
      out.int32(how);
      if (how == 2) {
        out.uint32(4_000_000_000L);
        out.int32(5);
      }
    }
  }

  private void guarded(XdrWriter out, Shown.Fattr expected) {
    file.write(out);
    Args.size(out, 9);
    out.bool(true);
    out.uint32(expected.ctime() / 1_000_000_000L);
    out.uint32(expected.ctime() % 1_000_000_000L);
  }
}
