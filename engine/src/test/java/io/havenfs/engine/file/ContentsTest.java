package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where bytes go, what is asked of log and disk, and what is refused. */
class ContentsTest {
  private static final int INLINE = FileLimits.DEFAULT.inlineBytes();

  private final Fixture fixture = new Fixture();
  private final FileSystem files = fixture.files;
  private long file;

  @BeforeEach
  void createFile() {
    file = fixture.create("f").id();
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private Inode write(long offset, int length, WriteStability stability) {
    return fixture.write(file, offset, bytes(length, 7), stability);
  }

  @Test
  void smallContentsStayInTheTables() {
    Inode after = write(0, INLINE, WriteStability.FILE_SYNC);
    assertThat(after.isInline()).isTrue();
    assertThat(after.space()).isEqualTo(INLINE);
    assertThat(fixture.tx.dataChanges()).isEmpty();
    assertThat(fixture.tx.durability()).isEqualTo(Durability.DISK);
    assertThat(fixture.tx.flushes()).isEmpty();
  }

  @Test
  void unstableWritesAskForNothing() {
    write(0, 100, WriteStability.UNSTABLE);
    assertThat(fixture.tx.durability()).isEqualTo(Durability.MEMORY);
    write(INLINE, 100, WriteStability.UNSTABLE);
    assertThat(fixture.tx.durability()).isEqualTo(Durability.MEMORY);
    assertThat(fixture.tx.flushes()).isEmpty();
  }

  @Test
  void growthMovesThemToADataFileThroughTheLog() {
    write(0, 100, WriteStability.FILE_SYNC);
    Inode after = write(INLINE, 1, WriteStability.UNSTABLE);
    assertThat(after.isInline()).isFalse();
    assertThat(fixture.tx.dataChanges())
        .satisfiesExactly(
            moved -> {
              DataChange.Write write = (DataChange.Write) moved;
              assertThat(write.offset()).isZero();
              assertThat(write.logged()).isTrue();
            },
            written -> assertThat(((DataChange.Write) written).logged()).isFalse());
    assertThat(fixture.read(file, 0, 101)).startsWith(bytes(100, 7)).endsWith(0);
    Fsck.check(fixture.tx);
  }

  @Test
  void synchronousBytesTravelInTheLogOrAreFlushed() {
    Inode small = write(0, FileLimits.MAX_LOGGED_WRITE, WriteStability.DATA_SYNC);
    assertThat(((DataChange.Write) fixture.tx.dataChanges().getFirst()).logged()).isTrue();
    assertThat(fixture.tx.flushes()).isEmpty();
    assertThat(fixture.tx.durability()).isEqualTo(Durability.DISK);
    write(0, FileLimits.MAX_LOGGED_WRITE + 1, WriteStability.FILE_SYNC);
    assertThat(((DataChange.Write) fixture.tx.dataChanges().getFirst()).logged()).isFalse();
    assertThat(fixture.tx.flushes()).containsExactly(small.dataId());
  }

  @Test
  void commitFlushesTheDataFileAndAsksItsSpace() {
    Inode written = write(1 << 20, 1, WriteStability.UNSTABLE);
    write(1 << 20, 1, WriteStability.UNSTABLE);
    assertThat(fixture.inode(file).space()).isEqualTo(2 * 4096);
    Inode after = files.commit(fixture.tx.next(), file);
    assertThat(fixture.tx.flushes()).containsExactly(written.dataId());
    assertThat(after.space()).isEqualTo(4096);
    assertThat(after.ctime()).isEqualTo(fixture.inode(file).ctime());
    files.commit(fixture.tx.next(), file);
    assertThat(fixture.tx.rowsTouched()).isZero();
    Fsck.check(fixture.tx);
  }

  @Test
  void commitOfContentsInTheTablesWaitsForTheLog() {
    write(0, 10, WriteStability.UNSTABLE);
    files.commit(fixture.tx.next(), file);
    assertThat(fixture.tx.flushes()).containsExactly(Inode.INLINE);
  }

  @Test
  void truncationToNothingComesBackToTheTables() {
    long dataId = write(0, INLINE + 1, WriteStability.UNSTABLE).dataId();
    Inode after = fixture.truncate(file, 0);
    assertThat(after.isInline()).isTrue();
    assertThat(after.space()).isZero();
    assertThat(fixture.tx.dataChanges()).containsExactly(new DataChange.Drop(dataId));
    assertThat(write(0, INLINE + 1, WriteStability.UNSTABLE).dataId()).isNotEqualTo(dataId);
  }

  @Test
  void whatATruncationCutDoesNotComeBack() {
    for (int length : new int[] {100, INLINE + 100}) {
      write(0, length, WriteStability.UNSTABLE);
      fixture.truncate(file, 50);
      fixture.truncate(file, length);
      assertThat(fixture.read(file, 0, length)).isEqualTo(Arrays.copyOf(bytes(50, 7), length));
    }
  }

  @Test
  void writingClearsSetIdUnlessRootWrites() {
    fixture.chmod(file, 06777);
    fixture.write(Credentials.ROOT, file, 0, bytes(1, 1), WriteStability.UNSTABLE);
    assertThat(fixture.inode(file).mode()).isEqualTo(06777);
    fixture.write(Fixture.BOB, file, 0, new byte[0], WriteStability.UNSTABLE);
    assertThat(fixture.inode(file).mode()).isEqualTo(06777);
    fixture.write(Fixture.BOB, file, 0, bytes(1, 1), WriteStability.UNSTABLE);
    assertThat(fixture.inode(file).mode()).isEqualTo(0777);
  }

  @Test
  void writingNothingIsNoModification() {
    Inode before = fixture.inode(file);
    assertThat(write(1000, 0, WriteStability.UNSTABLE)).isEqualTo(before);
  }

  @Test
  void anybodyWhoMayExecuteMayRead() {
    fixture.chmod(file, 0711);
    Inode inode = fixture.inode(file);
    assertThat(fixture.run(() -> read(Fixture.BOB, inode, false))).isEqualTo(Status.OK);
    fixture.chmod(file, 0722);
    Inode closed = fixture.inode(file);
    assertThat(fixture.run(() -> read(Fixture.BOB, closed, true))).isEqualTo(Status.ACCESS_DENIED);
  }

  @Test
  void theOwnerReadsAndWritesWhateverTheModeSays() {
    Inode own = fixture.create(Fixture.ALICE, Inode.ROOT, "own", 0);
    assertThat(fixture.run(() -> read(Fixture.ALICE, own, false))).isEqualTo(Status.ACCESS_DENIED);
    assertThat(fixture.run(() -> read(Fixture.ALICE, own, true))).isEqualTo(Status.OK);
    assertThat(fixture.run(() -> read(Fixture.BOB, own, true))).isEqualTo(Status.ACCESS_DENIED);
    assertThat(
            fixture.run(
                () ->
                    files.write(
                        fixture.tx,
                        Fixture.ALICE,
                        own.id(),
                        0,
                        Unpooled.wrappedBuffer(new byte[1]),
                        WriteStability.UNSTABLE,
                        true)))
        .isEqualTo(Status.OK);
  }

  private void read(Credentials who, Inode inode, boolean ownerOverride) {
    files.read(fixture.tx, who, inode, 0, 1, Unpooled.buffer(), ownerOverride);
  }

  @Test
  void offsetsHaveLimits() {
    assertThat(fixture.run(() -> write(Long.MAX_VALUE, 1, WriteStability.UNSTABLE)))
        .isEqualTo(Status.FILE_TOO_BIG);
    assertThat(fixture.run(() -> write(-1, 1, WriteStability.UNSTABLE)))
        .isEqualTo(Status.FILE_TOO_BIG);
    long max = FileLimits.DEFAULT.maxDataSize();
    assertThat(fixture.run(() -> write(max, 1, WriteStability.UNSTABLE)))
        .isEqualTo(Status.FILE_TOO_BIG);
    assertThat(fixture.run(() -> write(max - 1, 1, WriteStability.UNSTABLE))).isEqualTo(Status.OK);
    assertThat(fixture.read(file, max - 2, 5)).containsExactly(0, 7);
  }

  @Test
  void aFullDiskStillTakesWhatHasItsPlace() {
    write(0, 2 * 4096 + 1, WriteStability.UNSTABLE);
    long small = fixture.create("g").id();
    fixture.available = 0;
    assertThat(fixture.run(() -> write(100, 4096, WriteStability.UNSTABLE))).isEqualTo(Status.OK);
    assertThat(fixture.run(() -> write(3 * 4096, 1, WriteStability.UNSTABLE)))
        .isEqualTo(Status.NO_SPACE);
    assertThat(fixture.run(() -> fixture.write(small, 0, bytes(1, 1), WriteStability.UNSTABLE)))
        .isEqualTo(Status.NO_SPACE);
  }

  @Test
  void allocatingReservesAndExtends() {
    Inode after = files.allocate(fixture.tx.next(), Credentials.ROOT, file, 0, 1 << 20);
    assertThat(after.size()).isEqualTo(1 << 20);
    assertThat(after.space()).isEqualTo(1 << 20);
    fixture.available = 1 << 20;
    assertThat(
            fixture.run(() -> files.allocate(fixture.tx, Credentials.ROOT, file, 1 << 20, 2 << 20)))
        .isEqualTo(Status.NO_SPACE);
    assertThat(fixture.run(() -> files.allocate(fixture.tx, Credentials.ROOT, file, 0, 0)))
        .isEqualTo(Status.INVALID);
    Fsck.check(fixture.tx);
  }

  @Test
  void seekKnowsHolesOfBothStores() {
    write(0, 100, WriteStability.UNSTABLE);
    fixture.truncate(file, 20_000);
    assertThat(seek(0, false)).isZero();
    assertThat(seek(0, true)).isEqualTo(100);
    write(16_384, 1, WriteStability.UNSTABLE);
    assertThat(seek(0, true)).isEqualTo(4096);
    assertThat(seek(4096, false)).isEqualTo(16_384);
    assertThat(seek(16_384, true)).isEqualTo(20_000);
    assertThat(fixture.run(() -> seek(20_000, true))).isEqualTo(Status.NO_MORE_DATA);
    files.deallocate(fixture.tx.next(), Credentials.ROOT, file, 16_000, 4000);
    assertThat(fixture.run(() -> seek(4096, false))).isEqualTo(Status.NO_MORE_DATA);
    assertThat(seek(4096, true)).isEqualTo(4096);
  }

  private long seek(long offset, boolean hole) {
    return files.seek(fixture.tx, Credentials.ROOT, fixture.inode(file), offset, hole);
  }

  @Test
  void copyRefusesOverlapsAndStopsAtTheEnd() {
    write(0, 100, WriteStability.UNSTABLE);
    assertThat(copy(file, 0, file, 50, 60)).isEqualTo(Status.INVALID);
    assertThat(copy(file, 0, file, 50, 50)).isEqualTo(Status.OK);
    long target = fixture.create("g").id();
    assertThat(
            files.copy(
                fixture.tx.next(),
                Credentials.ROOT,
                file,
                90,
                target,
                5,
                1000,
                WriteStability.FILE_SYNC))
        .isEqualTo(10);
    assertThat(fixture.inode(target).size()).isEqualTo(15);
    assertThat(fixture.tx.durability()).isEqualTo(Durability.DISK);
    assertThat(copy(file, 100, target, 0, 10)).isEqualTo(Status.OK);
    assertThat(fixture.inode(target).size()).isEqualTo(15);
  }

  private Status copy(long from, long fromOffset, long to, long toOffset, int count) {
    return fixture.run(
        () ->
            files.copy(
                fixture.tx,
                Credentials.ROOT,
                from,
                fromOffset,
                to,
                toOffset,
                count,
                WriteStability.UNSTABLE));
  }

  @Test
  void contentsBelongToRegularFiles() {
    long directory = fixture.mkdir("d").id();
    assertThat(fixture.run(() -> fixture.write(directory, 0, bytes(1, 1), WriteStability.UNSTABLE)))
        .isEqualTo(Status.IS_DIRECTORY);
    assertThat(fixture.run(() -> fixture.read(directory, 0, 1))).isEqualTo(Status.IS_DIRECTORY);
    assertThat(fixture.run(() -> files.commit(fixture.tx, 4711))).isEqualTo(Status.STALE);
  }

  /** As a reader of the committed state may: its inode is older than the contents it finds. */
  @Test
  void aReaderFollowsContentsThatMoved() {
    Inode inTables = write(0, 100, WriteStability.UNSTABLE);
    Inode inData = write(INLINE, 10, WriteStability.UNSTABLE);
    assertThat(readAs(inTables)).startsWith(bytes(100, 7)).hasSize(INLINE + 10);
    fixture.truncate(file, 0);
    fixture.write(file, 0, bytes(5, 9), WriteStability.UNSTABLE);
    assertThat(readAs(inData)).isEqualTo(bytes(5, 9));
    fixture.remove(Inode.ROOT, "f");
    assertThat(fixture.run(() -> readAs(inData))).isEqualTo(Status.STALE);
  }

  private byte[] readAs(Inode inode) {
    ByteBuf out = Unpooled.buffer();
    files.read(fixture.tx, Credentials.ROOT, inode, 0, 1 << 20, out, false);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }
}
