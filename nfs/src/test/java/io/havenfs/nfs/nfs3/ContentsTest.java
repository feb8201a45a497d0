package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.tx.Durability;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrReader;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** READ, WRITE and COMMIT. */
class ContentsTest {
  private final Fixture nfs = new Fixture();
  private final FileHandle file = nfs.create(nfs.root, "file");

  @Test
  void whatWasWrittenIsRead() {
    XdrReader written =
        nfs.ok(Procedure3.WRITE, Args.write(file, 0, Args.UNSTABLE, Args.utf8("hello")));
    Shown.Wcc wcc = Shown.wcc(written);
    assertThat(wcc.sizeBefore()).isZero();
    assertThat(wcc.after().size()).isEqualTo(5);
    assertThat(written.int32()).isEqualTo(5);
    assertThat(written.int32()).isEqualTo(Args.UNSTABLE);
    assertThat(written.int64()).isEqualTo(MemoryEngine.WRITE_VERIFIER);

    assertThat(read(0, 100)).isEqualTo(new Data("hello", true));
    assertThat(read(0, 4)).isEqualTo(new Data("hell", false));
    assertThat(read(1, 4)).isEqualTo(new Data("ello", true));
    assertThat(read(5, 1)).isEqualTo(new Data("", true));
    assertThat(read(1000, 1)).isEqualTo(new Data("", true));
    assertThat(read(-1, 1)).isEqualTo(new Data("", true));
    assertThat(read(0, 0)).isEqualTo(new Data("", false));
  }

  @Test
  void aSynchronousWriteIsOnDiskAndSaysSo() {
    XdrReader written =
        nfs.ok(Procedure3.WRITE, Args.write(file, 0, Args.FILE_SYNC, new byte[100_000]));

    assertThat(nfs.engine.state().durability()).isEqualTo(Durability.DISK);
    Shown.wcc(written);
    assertThat(written.int32()).isEqualTo(100_000);
    assertThat(written.int32()).isEqualTo(Args.FILE_SYNC);
  }

  @Test
  void commitFlushesAndGivesTheVerifierOfTheWrites() {
    nfs.ok(Procedure3.WRITE, Args.write(file, 0, Args.UNSTABLE, new byte[100_000]));
    assertThat(nfs.engine.state().durability()).isEqualTo(Durability.MEMORY);

    XdrReader committed = nfs.ok(Procedure3.COMMIT, Args.commit(file));
    assertThat(nfs.engine.state().hasFlushed()).isTrue();
    assertThat(Shown.wcc(committed).after().size()).isEqualTo(100_000);
    assertThat(committed.int64()).isEqualTo(MemoryEngine.WRITE_VERIFIER);
  }

  @Test
  void theLargestWriteAndReadPass() {
    byte[] data = new byte[NfsContext.MAX_IO];
    Arrays.fill(data, (byte) 7);
    nfs.ok(Procedure3.WRITE, Args.write(file, 3, Args.UNSTABLE, data));

    XdrReader read = nfs.ok(Procedure3.READ, Args.read(file, 3, NfsContext.MAX_IO + 1));
    Shown.postOp(read);
    assertThat(read.int32()).isEqualTo(NfsContext.MAX_IO);
    assertThat(read.bool()).isTrue();
    assertThat(read.opaque(NfsContext.MAX_IO)).isEqualTo(data);
  }

  @Test
  void writesThatAreNoneAreGarbage() {
    MemoryCall tooMuch =
        nfs.call(
            Procedure3.WRITE, Args.write(file, 0, Args.UNSTABLE, new byte[NfsContext.MAX_IO + 1]));
    MemoryCall strange = nfs.call(Procedure3.WRITE, Args.write(file, 0, 9, new byte[1]));
    MemoryCall contradictory =
        nfs.call(
            Procedure3.WRITE,
            out -> {
              file.write(out);
              out.int64(0);
              out.int32(2);
              out.int32(0);
              out.opaque(new byte[1]);
            });

    assertThat(tooMuch.end()).isEqualTo(MemoryCall.End.GARBAGE_ARGS);
    assertThat(strange.end()).isEqualTo(MemoryCall.End.GARBAGE_ARGS);
    assertThat(contradictory.end()).isEqualTo(MemoryCall.End.GARBAGE_ARGS);
  }

  @Test
  void beyondTheLargestFileIsTooBig() {
    XdrReader refused =
        nfs.status(
            Nfsstat3.NFS3ERR_FBIG,
            Procedure3.WRITE,
            Args.write(file, Long.MIN_VALUE, Args.UNSTABLE, new byte[1]));

    assertThat(Shown.wcc(refused).after()).isEqualTo(nfs.getattr(file));
  }

  @Test
  void theOwnerWritesAndReadsWhateverTheModeSays() {
    nfs.as(Fixture.ALICE);
    nfs.as(Fixture.ROOT);
    FileHandle open = nfs.mkdir(nfs.root, "open");
    nfs.ok(Procedure3.SETATTR, Args.setattr(open, out -> Args.mode(out, 0777)));
    nfs.as(Fixture.ALICE);
    FileHandle hers = nfs.create(open, "hers");
    nfs.ok(Procedure3.SETATTR, Args.setattr(hers, out -> Args.mode(out, 0)));

    nfs.ok(Procedure3.WRITE, Args.write(hers, 0, Args.UNSTABLE, new byte[3]));
    nfs.ok(Procedure3.READ, Args.read(hers, 0, 3));
    nfs.ok(Procedure3.SETATTR, Args.setattr(hers, out -> Args.size(out, 1)));
    assertThat(nfs.getattr(hers).size()).isEqualTo(1);
  }

  @Test
  void othersObeyTheMode() {
    nfs.ok(Procedure3.SETATTR, Args.setattr(file, out -> Args.mode(out, 0600)));
    nfs.as(Fixture.ALICE);

    nfs.status(Nfsstat3.NFS3ERR_ACCES, Procedure3.READ, Args.read(file, 0, 1));
    nfs.status(
        Nfsstat3.NFS3ERR_ACCES, Procedure3.WRITE, Args.write(file, 0, Args.UNSTABLE, new byte[1]));
  }

  @Test
  void whoReadsWhatIsOnDiskWaitsElsewhere() {
    byte[] data = new byte[100_000];
    Arrays.fill(data, (byte) 7);
    nfs.ok(Procedure3.WRITE, Args.write(file, 0, Args.UNSTABLE, data));
    nfs.engine.state().evict();

    MemoryCall call = nfs.call(Procedure3.READ, Args.read(file, 1, data.length));
    assertThat(call.end()).isEqualTo(MemoryCall.End.OPEN);
    assertThat(nfs.offload.doAll()).isEqualTo(1);
    XdrReader read = call.results();
    assertThat(read.int32()).isEqualTo(Nfsstat3.NFS3_OK.code());
    assertThat(Shown.postOp(read).size()).isEqualTo(data.length);
    assertThat(read.int32()).isEqualTo(data.length - 1);
    assertThat(read.bool()).isTrue();
    assertThat(read.opaque(data.length)).isEqualTo(Arrays.copyOf(data, data.length - 1));
    assertThat(read.remaining()).isZero();
  }

  @Test
  void onlyFilesHaveContents() {
    nfs.status(Nfsstat3.NFS3ERR_ISDIR, Procedure3.READ, Args.read(nfs.root, 0, 1));
    nfs.status(
        Nfsstat3.NFS3ERR_ISDIR,
        Procedure3.WRITE,
        Args.write(nfs.root, 0, Args.UNSTABLE, new byte[1]));
  }

  @Test
  void readingMovesTheAccessTimeOnceAndBehindTheReply() {
    nfs.ok(Procedure3.WRITE, Args.write(file, 0, Args.UNSTABLE, new byte[10]));
    nfs.time.advance(Duration.ofHours(1));
    Shown.Fattr before = nfs.getattr(file);
    int changes = nfs.engine.changes();

    XdrReader read = nfs.ok(Procedure3.READ, Args.read(file, 0, 10));
    assertThat(Shown.postOp(read)).isEqualTo(before);
    assertThat(nfs.getattr(file).atime()).isGreaterThan(before.mtime());
    nfs.ok(Procedure3.READ, Args.read(file, 0, 10));
    assertThat(nfs.engine.changes()).isEqualTo(changes + 1);
    assertThat(nfs.engine.state().durability()).isEqualTo(Durability.MEMORY);
  }

  private record Data(String text, boolean eof) {}

  private Data read(long offset, int count) {
    XdrReader read = nfs.ok(Procedure3.READ, Args.read(file, offset, count));
    assertThat(Shown.postOp(read).size()).isEqualTo(5);
    int length = read.int32();
    boolean eof = read.bool();
    String text = read.utf8(count);
    assertThat(text).hasSize(length);
    assertThat(read.remaining()).isZero();
    return new Data(text, eof);
  }
}
