package io.havenfs.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.DiskLock;
import io.havenfs.host.disk.DiskLockedException;
import io.havenfs.host.disk.FileTooLargeException;
import io.havenfs.host.disk.OpenMode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every disk must do; the real one and the simulated one are both held to it. */
abstract class DiskContract {
  private static final int MEBIBYTE = 1 << 20;

  /** A disk, empty at the start of each test. */
  abstract Disk disk();

  private DiskFile newFile() throws IOException {
    return disk().open("file", OpenMode.CREATE_NEW);
  }

  static ByteBuf text(String text) {
    return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static ByteBuf pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8) + 1);
    }
    return Unpooled.directBuffer(length).writeBytes(bytes);
  }

  static String read(DiskFile file, int length, long offset) throws IOException {
    ByteBuf target = Unpooled.directBuffer();
    int count = file.read(target, length, offset);
    assertThat(target.readableBytes()).isEqualTo(count);
    return target.toString(StandardCharsets.UTF_8);
  }

  @Test
  void readsWhatWasWritten() throws Exception {
    try (DiskFile file = newFile()) {
      ByteBuf source = text("hello, world");
      file.write(source, 0);
      assertThat(source.readableBytes()).isEqualTo(12);
      assertThat(read(file, 5, 7)).isEqualTo("world");
      assertThat(file.size()).isEqualTo(12);
    }
  }

  @Test
  void writesOnlyTheReadableBytesOfASource() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("..hello").skipBytes(2), 0);
      assertThat(read(file, 100, 0)).isEqualTo("hello");
    }
  }

  @Test
  void synchronisesEverything() throws Exception {
    disk().createDirectories("a/b");
    try (DiskFile file = disk().open("a/b/file", OpenMode.CREATE_NEW)) {
      file.write(text("hello"), 0);
      disk().sync();
      assertThat(read(file, 5, 0)).isEqualTo("hello");
    }
  }

  @Test
  void readsShortAtTheEndAndNothingBeyond() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("abc"), 0);
      assertThat(read(file, 100, 1)).isEqualTo("bc");
      assertThat(read(file, 100, 3)).isEmpty();
      assertThat(read(file, 100, 1L << 50)).isEmpty();
      assertThat(read(file, 100, Long.MAX_VALUE)).isEmpty();
    }
  }

  @Test
  void appendsToWhatTheTargetHolds() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("world"), 0);
      ByteBuf target = text("hello ");
      assertThat(file.read(target, 5, 0)).isEqualTo(5);
      assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("hello world");
    }
  }

  @Test
  void readsIntoHeapAndCompositeTargets() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("hello"), 0);
      ByteBuf heap = Unpooled.buffer();
      CompositeByteBuf composite = Unpooled.compositeBuffer();
      composite.addComponent(true, text("> ")).addComponent(Unpooled.directBuffer(2));
      assertThat(file.read(heap, 9, 1)).isEqualTo(4);
      assertThat(file.read(composite, 9, 1)).isEqualTo(4);
      assertThat(heap.toString(StandardCharsets.UTF_8)).isEqualTo("ello");
      assertThat(composite.toString(StandardCharsets.UTF_8)).isEqualTo("> ello");
      composite.release();
    }
  }

  @Test
  void gathersBuffersOfEveryKind() throws Exception {
    try (DiskFile file = newFile()) {
      ByteBuf heap = Unpooled.copiedBuffer("heap ", StandardCharsets.UTF_8);
      CompositeByteBuf composite = Unpooled.compositeBuffer();
      composite.addComponent(true, text("xcomp"));
      composite.addComponent(true, Unpooled.copiedBuffer("osite", StandardCharsets.UTF_8));
      composite.skipBytes(1);
      file.write(List.of(text("direct "), heap, text(""), composite.slice()), 3);
      file.write(composite, 30);
      assertThat(read(file, 21, 3)).isEqualTo("direct heap composite");
      assertThat(read(file, 100, 30)).isEqualTo("composite");
      composite.release();
    }
  }

  @Test
  void gathersMoreBuffersThanOneCallTakes() throws Exception {
    try (DiskFile file = newFile()) {
      ByteBuf whole = pattern(200 * 1000);
      List<ByteBuf> parts =
          java.util.stream.IntStream.range(0, 200)
              .mapToObj(i -> whole.slice(i * 1000, 1000))
              .toList();
      file.write(parts, 77);
      ByteBuf back = Unpooled.directBuffer();
      file.read(back, 300_000, 77);
      assertThat(back).isEqualTo(whole);
    }
  }

  @Test
  void fillsTheGapBeforeAWriteWithZeros() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("x"), MEBIBYTE);
      assertThat(file.size()).isEqualTo(MEBIBYTE + 1);
      assertThat(read(file, 2, MEBIBYTE - 1)).isEqualTo("\0x");
      assertThat(file.allocatedBytes()).isLessThan(MEBIBYTE);
    }
  }

  @Test
  void overwrites() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("aaaaaaaa"), 0);
      file.write(text("bb"), 3);
      assertThat(read(file, 100, 0)).isEqualTo("aaabbaaa");
    }
  }

  @Test
  void truncatesDownAndUp() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("abcdef"), 0);
      file.truncate(2);
      file.truncate(4);
      assertThat(file.size()).isEqualTo(4);
      assertThat(read(file, 100, 0)).isEqualTo("ab\0\0");
      file.truncate(1L << 40);
      assertThat(file.size()).isEqualTo(1L << 40);
      assertThat(file.allocatedBytes()).isLessThan(MEBIBYTE);
    }
  }

  @Test
  void refusesRangesBeyondTheLargestOffset() throws Exception {
    try (DiskFile file = newFile()) {
      assertThatThrownBy(() -> file.write(text("ab"), Long.MAX_VALUE - 1))
          .isInstanceOf(FileTooLargeException.class)
          .hasMessageContaining("file");
      assertThatThrownBy(() -> file.allocate(Long.MAX_VALUE, 1, false))
          .isInstanceOf(FileTooLargeException.class);
      assertThatThrownBy(() -> file.write(text("ab"), -1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> file.read(Unpooled.buffer(), 1, -1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> file.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
      assertThat(file.size()).isZero();
    }
  }

  @Test
  void punchesAndZeroesWithoutChangingTheSize() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(pattern(64 << 10), 0);
      file.punch(10_000, 30_000);
      file.zero(50_000, 100_000);
      assertThat(file.size()).isEqualTo(64 << 10);
      ByteBuf expected = pattern(64 << 10);
      expected.setZero(10_000, 30_000).setZero(50_000, (64 << 10) - 50_000);
      ByteBuf back = Unpooled.directBuffer();
      file.read(back, 64 << 10, 0);
      assertThat(back).isEqualTo(expected);
    }
  }

  @Test
  void findsDataAndHoles() throws Exception {
    try (DiskFile file = newFile()) {
      assertThat(file.nextData(0)).isEqualTo(-1);
      assertThat(file.nextHole(0)).isEqualTo(-1);
      file.write(pattern(64 << 10), 0);
      file.write(pattern(64 << 10), MEBIBYTE);
      file.truncate(2 * MEBIBYTE);
      file.sync();
      assertThat(file.nextData(0)).isZero();
      assertThat(file.nextHole(0)).isEqualTo(64 << 10);
      assertThat(file.nextData(64 << 10)).isEqualTo(MEBIBYTE);
      assertThat(file.nextData(MEBIBYTE + 5)).isEqualTo(MEBIBYTE + 5);
      assertThat(file.nextHole(MEBIBYTE + 5)).isEqualTo(MEBIBYTE + (64 << 10));
      assertThat(file.nextData(MEBIBYTE + (64 << 10))).isEqualTo(-1);
      assertThat(file.nextHole(2 * MEBIBYTE - 1)).isEqualTo(2 * MEBIBYTE - 1);
      assertThat(file.nextHole(2 * MEBIBYTE)).isEqualTo(-1);
      file.truncate(MEBIBYTE + 100);
      assertThat(file.nextHole(MEBIBYTE)).isEqualTo(MEBIBYTE + 100);
    }
  }

  @Test
  void punchingGivesSpaceBack() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(pattern(MEBIBYTE), 0);
      file.sync();
      assertThat(file.allocatedBytes()).isBetween((long) MEBIBYTE, 2L * MEBIBYTE);
      file.punch(0, MEBIBYTE);
      assertThat(file.allocatedBytes()).isLessThan(MEBIBYTE / 2);
      assertThat(file.nextData(0)).isEqualTo(-1);
    }
  }

  @Test
  void allocates() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("abc"), 0);
      file.allocate(0, MEBIBYTE, true);
      assertThat(file.size()).isEqualTo(3);
      assertThat(file.allocatedBytes()).isGreaterThanOrEqualTo(MEBIBYTE);
      file.allocate(MEBIBYTE, MEBIBYTE, false);
      assertThat(file.size()).isEqualTo(2 * MEBIBYTE);
      assertThat(read(file, 5, 0)).isEqualTo("abc\0\0");
      file.allocate(0, 0, false);
      file.punch(0, 0);
    }
  }

  @Test
  void readsCachedDataWithoutWaiting() throws Exception {
    try (DiskFile file = newFile()) {
      file.write(text("abcdef"), 0);
      ByteBuf target = Unpooled.directBuffer();
      int count = file.readCached(target, 100, 2);
      assertThat(count).isIn(4, DiskFile.WOULD_BLOCK); // tmpfs cannot tell
      assertThat(target.readableBytes()).isEqualTo(Math.max(count, 0));
    }
  }

  @Test
  void opensByMode() throws Exception {
    assertThatThrownBy(() -> disk().open("a", OpenMode.READ))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().open("a", OpenMode.READ_WRITE))
        .isInstanceOf(NoSuchFileException.class);
    disk().open("a", OpenMode.CREATE).close();
    disk().open("a", OpenMode.CREATE).close();
    assertThatThrownBy(() -> disk().open("a", OpenMode.CREATE_NEW))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk().open("no/a", OpenMode.CREATE))
        .isInstanceOf(NoSuchFileException.class);
    try (DiskFile file = disk().open("a", OpenMode.READ)) {
      assertThatThrownBy(() -> file.write(text("x"), 0)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> file.truncate(0)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesPathsOutsideTheTree() {
    for (String path : List.of("", "/a", "a/", "a//b", ".", "..", "a/../b", "a\0b")) {
      assertThatThrownBy(() -> disk().open(path, OpenMode.CREATE))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void listsRenamesAndDeletes() throws Exception {
    disk().createDirectories("d/e/f");
    disk().createDirectories("d/e/f");
    disk().open("d/z", OpenMode.CREATE).close();
    disk().open("d/a", OpenMode.CREATE).close();
    assertThat(disk().list("d")).containsExactly("a", "e", "z");
    disk().rename("d/z", "d/e/y");
    assertThat(disk().list("")).containsExactly("d");
    assertThat(disk().list("d/e")).containsExactly("f", "y");
    assertThat(disk().exists("d/z")).isFalse();
    assertThat(disk().exists("d/e/y")).isTrue();
    assertThat(disk().exists("d/e")).isTrue();
    assertThatThrownBy(() -> disk().delete("d/e")).isInstanceOf(DirectoryNotEmptyException.class);
    disk().delete("d/e/f");
    disk().delete("d/e/y");
    disk().delete("d/e");
    assertThat(disk().list("d")).containsExactly("a");
    disk().syncDirectory("d");
    disk().syncDirectory("");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> disk().delete("a/b"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("a/b");
    assertThatThrownBy(() -> disk().rename("a", "b")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().list("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().syncDirectory("a")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void renameReplacesAndKeepsOpenFilesUsable() throws Exception {
    try (DiskFile old = disk().open("old", OpenMode.CREATE);
        DiskFile fresh = disk().open("new", OpenMode.CREATE)) {
      old.write(text("old"), 0);
      fresh.write(text("new"), 0);
      disk().rename("new", "old");
      assertThat(disk().list("")).containsExactly("old");
      assertThat(read(old, 3, 0)).isEqualTo("old");
      try (DiskFile opened = disk().open("old", OpenMode.READ)) {
        assertThat(read(opened, 3, 0)).isEqualTo("new");
      }
      disk().delete("old");
      assertThat(read(fresh, 3, 0)).isEqualTo("new");
    }
  }

  @Test
  void refusesEveryCallAfterClose() throws Exception {
    DiskFile file = newFile();
    file.close();
    file.close();
    assertThatThrownBy(() -> file.write(text("x"), 0)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> file.read(Unpooled.buffer(), 1, 0))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(file::sync).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void locksOutASecondOwner() throws Exception {
    DiskLock lock = disk().lock("owner");
    assertThatThrownBy(() -> disk().lock("owner"))
        .isInstanceOf(DiskLockedException.class)
        .hasMessageMatching(".*owner is held by process \\d+");
    lock.close();
    lock.close();
    disk().lock("owner").close();
    assertThat(disk().list("")).containsExactly("owner");
  }

  @Test
  void reportsSpace() throws Exception {
    assertThat(disk().space().totalBytes()).isGreaterThan(1 << 20);
    assertThat(disk().space().freeBytes()).isBetween(1L, disk().space().totalBytes());
    assertThat(disk().space().availableBytes()).isBetween(1L, disk().space().totalBytes());
  }

  @Test
  void anInterruptDisturbsNothing() throws Exception {
    try (DiskFile file = newFile()) {
      Thread.currentThread().interrupt();
      file.write(text("abc"), 0);
      file.sync();
      assertThat(read(file, 3, 0)).isEqualTo("abc");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
